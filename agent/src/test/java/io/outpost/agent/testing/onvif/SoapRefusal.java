package io.outpost.agent.testing.onvif;

/** Ends an answer in a fault. */
final class SoapRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String subcode;

  SoapRefusal(String subcode, String reason) {
    super(reason, null, false, false);
    this.subcode = subcode;
  }

  static SoapRefusal notSupported(String operation) {
    return new SoapRefusal("ter:ActionNotSupported", operation + " is not implemented");
  }

  String subcode() {
    return subcode;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
