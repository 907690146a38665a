package io.outpost.agent.demo.device;

/** Ends an answer in a fault. */
public final class SoapRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String subcode;

  public SoapRefusal(String subcode, String reason) {
    super(reason, null, false, false);
    this.subcode = subcode;
  }

  public static SoapRefusal notSupported(String operation) {
    return new SoapRefusal("ter:ActionNotSupported", operation + " is not implemented");
  }

  static SoapRefusal invalid(String value) {
    return new SoapRefusal("ter:InvalidArgVal", "cannot read '" + value + "'");
  }

  String subcode() {
    return subcode;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
