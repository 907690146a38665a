package io.outpost.agent.onvif;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.protocols.http.Challenge;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request by HTTP/1.1 and takes one answer, within bounds. No redirect is followed, no
 * proxy used, no cookie kept. Safe for any thread; no thread waits for an answer.
 */
final class SoapPost {
  /** Longest answer taken; the longest real ones, event properties, are a tenth of it. */
  static final int MAX_ANSWER_BYTES = 2 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param executor runs what comes of answers; it must not be blocked for long
   */
  SoapPost(Executor executor) {
    this(executor, PATIENCE);
  }

  /**
   * @param patience for an answer that needs no longer than any other
   */
  SoapPost(Executor executor, Duration patience) {
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .connectTimeout(CONNECT)
            .executor(executor)
            .build();
  }

  /** How long an answer may take that the camera has at hand. */
  Duration patience() {
    return patience;
  }

  /**
   * One request.
   *
   * @param authorization the header of that name
   * @param body lent until the answer is there
   */
  record Request(URI address, String contentType, Optional<String> authorization, byte[] body) {}

  /**
   * Sends it.
   *
   * @param limit for all of it, from connecting to the answer's last byte
   * @return completed exceptionally with an {@link OnvifException} when no answer came
   */
  CompletableFuture<HttpAnswer> send(Request request, Duration limit) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(request.address())
            .header("Content-Type", request.contentType())
            .timeout(limit)
            .POST(BodyPublishers.ofByteArray(request.body()));
    request.authorization().ifPresent(value -> http.header("Authorization", value));
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(http.build(), about -> new BoundedBody(MAX_ANSWER_BYTES));
    // The client's own timer ends when the headers are there; a body may trickle for ever.
    CompletableFuture<HttpResponse<byte[]>> bounded =
        exchange.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    return bounded.handle(
        (response, failure) -> {
          if (failure != null) {
            exchange.cancel(true);
            throw new CompletionException(words(request.address(), failure, limit));
          }
          return new HttpAnswer(
              response.statusCode(),
              response.body(),
              Challenge.parseAll(response.headers().allValues("WWW-Authenticate")),
              response.headers().firstValue("Location"));
        });
  }

  private static OnvifException words(URI address, Throwable failure, Duration limit) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof BoundedBody.TooLarge) {
      return new OnvifException(
          Reason.TOO_LARGE,
          "%s: the answer is %s; is this a camera?".formatted(address, cause.getMessage()),
          cause);
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new OnvifException(
          cause instanceof java.net.http.HttpConnectTimeoutException
              ? Reason.UNREACHABLE
              : Reason.TOO_SLOW,
          "%s: no answer within %.0f s; is the address right, and is the camera up?"
              .formatted(address, limit.toMillis() / 1000.0),
          cause);
    }
    if (cause instanceof ConnectException) {
      return new OnvifException(
          Reason.UNREACHABLE,
          "%s: %s; is the camera up, and is ONVIF switched on at this port?"
              .formatted(address, connecting(cause)),
          cause);
    }
    if (cause instanceof IOException) {
      return new OnvifException(
          Reason.NOT_ONVIF,
          "%s: what answers does not speak HTTP properly (%s); is this the ONVIF port?"
              .formatted(address, cause.getMessage()),
          cause);
    }
    return new OnvifException(Reason.NOT_ONVIF, address + ": " + cause, cause);
  }

  /** The client leaves out why, and buries an unknown name in a cause. */
  private static String connecting(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.nio.channels.UnresolvedAddressException) {
        return "no such host";
      }
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        return message.toLowerCase(Locale.ROOT);
      }
    }
    return "connection refused";
  }
}
