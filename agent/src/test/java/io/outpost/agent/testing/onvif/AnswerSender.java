package io.outpost.agent.testing.onvif;

import com.sun.net.httpserver.HttpExchange;
import io.outpost.agent.demo.device.HttpAnswers;
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
      case WHOLE -> HttpAnswers.soap(exchange, 200, body);
      case HUGE -> padded(exchange, body, HUGE_BYTES);
      case ENDLESS -> padded(exchange, body, Long.MAX_VALUE);
      case TRICKLED -> trickle(exchange, body);
      case NEVER -> closed.await();
    }
  }

  void redirect(HttpExchange exchange, String template) throws IOException {
    exchange.getResponseHeaders().set("Location", addresses.expand(template, ""));
    exchange.sendResponseHeaders(302, -1);
  }

  void snapshot(HttpExchange exchange) throws IOException {
    HttpAnswers.whole(exchange, 200, "image/jpeg", temper.snapshot);
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
