package io.outpost.agent.testing.onvif;

import com.sun.net.httpserver.HttpExchange;
import io.outpost.protocols.onvif.SoapEnvelope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends answers as the camera's temper has it. */
final class AnswerSender implements AutoCloseable {
  private static final int HUGE_BYTES = 8 << 20;
  private static final int PIECE_BYTES = 1 << 16;
  private static final long TRICKLE_MILLIS = 20;

  private final Temper temper;
  private final Addresses addresses;
  private final CountDownLatch closed = new CountDownLatch(1);

  AnswerSender(Temper temper, Addresses addresses) {
    this.temper = temper;
    this.addresses = addresses;
  }

  void send(HttpExchange exchange, String operation, byte[] document)
      throws IOException, InterruptedException {
    byte[] body =
        temper
            .mangling
            .apply(new String(document, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    switch (temper.deliveries.getOrDefault(operation, Delivery.WHOLE)) {
      case WHOLE -> soap(exchange, 200, body);
      case HUGE -> padded(exchange, body, HUGE_BYTES);
      case ENDLESS -> padded(exchange, body, Long.MAX_VALUE);
      case TRICKLED -> trickle(exchange, body);
      case NEVER -> closed.await();
    }
  }

  void fault(HttpExchange exchange, int status, SoapRefusal refusal) throws IOException {
    byte[] body =
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
    soap(exchange, status, body);
  }

  void plain(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    whole(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  void redirect(HttpExchange exchange, String template) throws IOException {
    exchange.getResponseHeaders().set("Location", addresses.expand(template, ""));
    whole(exchange, 302, new byte[0]);
  }

  void snapshot(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
    whole(exchange, 200, temper.snapshot);
  }

  private static void soap(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/soap+xml; charset=utf-8");
    whole(exchange, status, body);
  }

  private static void whole(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Blanks stand in front of the envelope's end, where a parser has to read them. */
  private static void padded(HttpExchange exchange, byte[] body, long padding) throws IOException {
    String text = new String(body, StandardCharsets.UTF_8);
    int end = text.lastIndexOf("</");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
    byte[] blanks = " ".repeat(PIECE_BYTES).getBytes(StandardCharsets.US_ASCII);
    for (long sent = 0; sent < padding; sent += blanks.length) {
      out.write(blanks);
    }
    out.write(text.substring(end).getBytes(StandardCharsets.UTF_8));
  }

  private void trickle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, body.length);
    OutputStream out = exchange.getResponseBody();
    for (byte each : body) {
      out.write(each);
      out.flush();
      if (closed.await(TRICKLE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
