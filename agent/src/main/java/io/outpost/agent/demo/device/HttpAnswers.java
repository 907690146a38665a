package io.outpost.agent.demo.device;

import com.sun.net.httpserver.HttpExchange;
import io.outpost.protocols.onvif.SoapEnvelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends answers by HTTP. */
public final class HttpAnswers {
  private HttpAnswers() {}

  /** An envelope. */
  public static void soap(HttpExchange exchange, int status, byte[] envelope) throws IOException {
    whole(exchange, status, "application/soap+xml; charset=utf-8", envelope);
  }

  /** A fault of the sender (SOAP 1.2 5.4, with the subcodes of ONVIF Core 5.8). */
  public static void fault(HttpExchange exchange, int status, SoapRefusal refusal)
      throws IOException {
    byte[] envelope =
        SoapEnvelope.write(
            header -> {},
            content ->
                content
                    .open("s:Fault")
                    .open("s:Code")
                    .leaf("s:Value", "s:Sender")
                    .open("s:Subcode")
                    .open("s:Value")
                    .namespace("ter", "http://www.onvif.org/ver10/error")
                    .text(refusal.subcode())
                    .close()
                    .close()
                    .close()
                    .open("s:Reason")
                    .open("s:Text")
                    .attribute("xml:lang", "en")
                    .text(refusal.reason())
                    .close()
                    .close()
                    .close());
    soap(exchange, status, envelope);
  }

  public static void plain(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    whole(exchange, status, "text/plain; charset=utf-8", body);
  }

  /**
   * A body of known length; none at all when it is empty.
   *
   * @param type its media type
   */
  public static void whole(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
