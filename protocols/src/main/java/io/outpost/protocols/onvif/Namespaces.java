package io.outpost.protocols.onvif;

/** Namespaces that more than one writer needs. */
final class Namespaces {
  /** SOAP 1.2. */
  static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";

  /** WS-Addressing 1.0. */
  static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";

  static final String SCHEMA = "http://www.onvif.org/ver10/schema";
  static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  static final String SECURITY_UTILITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  static final String USERNAME_TOKEN =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
  static final String SOAP_MESSAGE_SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0";

  private Namespaces() {}
}
