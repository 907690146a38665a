package io.outpost.agent.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.upstream.DeliveryException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to an MQTT 5 broker, QoS 1: events on {@code <prefix>/events/<camera>/<type>} as
 * CloudEvents in structured mode (MQTT Protocol Binding for CloudEvents 1.0.2, 3.2), images on
 * {@code <prefix>/images/<sha256>}, clips on {@code <prefix>/clips/<sha256>}. Where events have a
 * camera, those of the agent itself have {@link io.outpost.agent.event.AgentEvents#SUBJECT}.
 *
 * <p>All images of a batch are acknowledged by the broker before the first of its events is sent.
 * Any failure ends the connection, and the next batch begins with a new one and a clean session:
 * the outbox is the only place that remembers what is still to be sent.
 */
public final class MqttSink implements Sink {
  private static final String EVENT_CONTENT = "application/cloudevents+json; charset=utf-8";
  private static final int PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** For the broker's acknowledgements of a batch: slow uplinks take their time over images. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /** Images that are on their way at the same time; a broker takes 10 to 20 by default. */
  private static final int MAX_IN_FLIGHT = 10;

  private final SinkConfig.Mqtt config;
  private final String clientId;
  private final Optional<Credentials> credentials;
  private @Nullable Connection connection;

  /**
   * @param lost completes when the connection has ended: the client leaves some answers open then
   */
  private record Connection(Mqtt5AsyncClient client, CompletableFuture<Throwable> lost) {}

  /**
   * Connects with the first batch.
   *
   * @param clientId unique at the broker, and the same after a restart: the broker then ends what
   *     is left of an earlier connection
   */
  public MqttSink(SinkConfig.Mqtt config, String clientId, Optional<Credentials> credentials) {
    this.config = config;
    this.clientId = clientId;
    this.credentials = credentials;
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public void deliver(List<Event> batch) throws DeliveryException, InterruptedException {
    boolean done = false;
    try {
      Connection connected = connected();
      Map<String, StoredImage> images = new LinkedHashMap<>();
      for (Event event : batch) {
        event.images().stream()
            .filter(image -> !image.isEvicted())
            .forEach(image -> images.put(image.sha256(), image));
      }
      publish(connected, images.values().stream().map(this::message).toList());
      publish(connected, batch.stream().map(this::message).toList());
      done = true;
    } finally {
      if (!done) {
        disconnect();
      }
    }
  }

  private Connection connected() throws DeliveryException, InterruptedException {
    Connection current = connection;
    if (current != null && !current.lost().isDone()) {
      return current;
    }
    disconnect();
    CompletableFuture<Throwable> lost = new CompletableFuture<>();
    Connection fresh = new Connection(build(lost), lost);
    connection = fresh;
    answer(
        fresh,
        fresh
            .client()
            .connectWith()
            .cleanStart(true)
            .noSessionExpiry()
            .keepAlive(KEEP_ALIVE_SECONDS)
            .send(),
        CONNECT_TIMEOUT.multipliedBy(2));
    return fresh;
  }

  private Mqtt5AsyncClient build(CompletableFuture<Throwable> lost) {
    URI url = config.url();
    boolean tls = url.getScheme().equals("mqtts");
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(clientId)
            .executorConfig()
            .nettyThreads(1)
            .applyExecutorConfig()
            .transportConfig()
            .serverHost(url.getHost())
            .serverPort(url.getPort() >= 0 ? url.getPort() : tls ? TLS_PORT : PORT)
            .socketConnectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .applyTransportConfig()
            .addDisconnectedListener(context -> lost.complete(context.getCause()));
    if (tls) {
      // The client checks the host name against the certificate unless told otherwise.
      builder.sslConfig().protocols(List.of("TLSv1.3", "TLSv1.2")).applySslConfig();
    }
    credentials.ifPresent(
        login ->
            builder
                .simpleAuth()
                .username(login.user())
                .password(login.password().reveal().getBytes(UTF_8))
                .applySimpleAuth());
    return builder.buildAsync();
  }

  private Mqtt5Publish message(StoredImage image) {
    return Mqtt5Publish.builder()
        .topic(config.topicPrefix() + "/" + image.collection() + "/" + image.sha256())
        .qos(MqttQos.AT_LEAST_ONCE)
        .contentType(image.mediaType())
        .payload(image.jpeg())
        .build();
  }

  private Mqtt5Publish message(Event event) {
    return Mqtt5Publish.builder()
        .topic(config.topicPrefix() + "/events/" + event.camera() + "/" + event.type().label())
        .qos(MqttQos.AT_LEAST_ONCE)
        .contentType(EVENT_CONTENT)
        .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
        .payload(event.json())
        .build();
  }

  /** In order, a few at a time; all are acknowledged when it returns. */
  private void publish(Connection connected, List<Mqtt5Publish> messages)
      throws DeliveryException, InterruptedException {
    for (int from = 0; from < messages.size(); from += MAX_IN_FLIGHT) {
      List<CompletableFuture<Mqtt5PublishResult>> answers =
          messages.subList(from, Math.min(from + MAX_IN_FLIGHT, messages.size())).stream()
              .map(connected.client()::publish)
              .toList();
      for (CompletableFuture<Mqtt5PublishResult> future : answers) {
        Optional<Throwable> error = answer(connected, future, ANSWER_TIMEOUT).getError();
        if (error.isPresent()) {
          throw failure(error.get());
        }
      }
    }
  }

  private <T> T answer(Connection connected, CompletableFuture<T> future, Duration timeout)
      throws DeliveryException, InterruptedException {
    try {
      CompletableFuture.anyOf(future, connected.lost())
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!future.isDone()) {
        throw failure(connected.lost().get());
      }
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw failure(cause == null ? e : cause);
    } catch (TimeoutException e) {
      throw new DeliveryException(
          Reason.TIMEOUT, "broker " + config.url() + " did not answer within " + timeout, e);
    }
  }

  private DeliveryException failure(Throwable cause) {
    if (cause instanceof Mqtt5ConnAckException refused) {
      return new DeliveryException(
          Reason.REFUSED,
          "broker "
              + config.url()
              + " refused the connection: "
              + refused.getMqttMessage().getReasonCode()
              + "; check the credentials of sink "
              + name(),
          cause);
    }
    if (cause instanceof Mqtt5PubAckException refused) {
      return new DeliveryException(
          Reason.REFUSED,
          "broker "
              + config.url()
              + " refused a message: "
              + refused.getMqttMessage().getReasonCode()
              + "; check what sink "
              + name()
              + " may publish",
          cause);
    }
    Throwable root =
        cause instanceof ConnectionFailedException && cause.getCause() != null
            ? cause.getCause()
            : cause;
    return new DeliveryException(
        Reason.CONNECTION, "broker " + config.url() + ": " + root.getMessage(), cause);
  }

  private void disconnect() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      // Nothing depends on how it ends: the broker notices either way.
      current.client().disconnect().exceptionally(e -> null);
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
