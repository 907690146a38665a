package io.outpost.protocols.onvif;

/** The camera understood, and refuses. */
public final class SoapFaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SoapFault fault;

  SoapFaultException(SoapFault fault) {
    super(fault.toString(), null, false, false);
    this.fault = fault;
  }

  SoapFaultException(String asked, SoapFault fault) {
    super(asked + " refused: " + fault, null, false, false);
    this.fault = fault;
  }

  public SoapFault fault() {
    return fault;
  }
}
