package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import java.nio.charset.StandardCharsets;

/** Answers as cameras wrap them. */
final class Answers {
  private Answers() {}

  /** An envelope around this content, whose prefixes it does not declare. */
  static byte[] envelope(String content) {
    return ("<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\"><env:Body>"
            + content
            + "</env:Body></env:Envelope>")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What the operation makes of a response with this inside. */
  static <T> T read(Operation<T> operation, String inside)
      throws ProtocolException, SoapFaultException {
    String name = "x:" + operation.name() + "Response";
    return operation.answer(200, envelope("<" + name + ">" + inside + "</" + name + ">"));
  }

  static byte[] fault(String subcode, String reason) {
    return envelope(
        "<env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>"
            + subcode
            + "</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang=\"en\">"
            + reason
            + "</env:Text></env:Reason></env:Fault>");
  }
}
