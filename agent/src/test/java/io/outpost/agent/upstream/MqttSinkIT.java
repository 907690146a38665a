package io.outpost.agent.upstream;

import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.Versions;
import io.outpost.agent.metrics.LoopProgress;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.upstream.DeliveryException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, which is killed while events flow. */
class MqttSinkIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path dir;
  private final BlockingQueue<Mqtt5Publish> received = new LinkedBlockingQueue<>();
  private int port;
  private Path mosquitto = Path.of("mosquitto");
  private @Nullable Process broker;

  @BeforeEach
  void startBroker() throws Exception {
    mosquitto = Requires.command("mosquitto", "mosquitto");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Files.writeString(
        dir.resolve("broker.conf"),
        "listener " + port + " 127.0.0.1\nuser root\nallow_anonymous true\n");
    start();
  }

  private void start() throws Exception {
    broker =
        new ProcessBuilder(mosquitto.toString(), "-c", dir.resolve("broker.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("broker.log").toFile())
            .start();
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!accepts()) {
      assertThat(System.nanoTime()).as("broker listens").isLessThan(deadline);
      assertThat(broker.isAlive()).as("broker runs").isTrue();
      Thread.onSpinWait();
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void kill() throws Exception {
    if (broker != null) {
      broker.destroyForcibly();
      assertThat(broker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private MqttSink sink(Optional<Credentials> credentials) {
    SinkConfig.Mqtt config =
        new SinkConfig.Mqtt(
            SINK, URI.create("mqtt://127.0.0.1:" + port), Optional.empty(), "station");
    return new MqttSink(config, "outpost-test", credentials);
  }

  private Mqtt5AsyncClient subscribe() throws Exception {
    Mqtt5AsyncClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildAsync();
    client.connect().get(30, TimeUnit.SECONDS);
    client
        .subscribeWith()
        .topicFilter("station/#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(received::add)
        .send()
        .get(30, TimeUnit.SECONDS);
    return client;
  }

  private Mqtt5Publish next() throws InterruptedException {
    Mqtt5Publish publish = received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(publish).as("message within " + DEADLINE).isNotNull();
    return publish;
  }

  @Test
  void deliver_eventWithImage_sendsImageThenStructuredCloudEvent() throws Exception {
    Mqtt5AsyncClient client = subscribe();
    Event event =
        draft("k412-east", Phase.BEGAN, 40_000).number(new Incarnation("00ff00ff00ff00ff"), 1);
    try (MqttSink sink = sink(Optional.empty())) {
      sink.deliver(List.of(event));
    }

    Mqtt5Publish image = next();
    Mqtt5Publish message = next();
    assertThat(image.getTopic()).hasToString("station/images/" + event.images().get(0).sha256());
    assertThat(image.getPayloadAsBytes()).isEqualTo(event.images().get(0).jpeg());
    assertThat(message.getTopic()).hasToString("station/events/k412-east/outpost.lane.occupied.v1");
    assertThat(message.getPayloadAsBytes()).isEqualTo(event.json());
    assertThat(message.getContentType().orElseThrow().toString())
        .startsWith("application/cloudevents+json");
    client.disconnect().get(30, TimeUnit.SECONDS);
  }

  @Test
  void deliver_clip_isSentOnATopicOfItsOwn() throws Exception {
    Mqtt5AsyncClient client = subscribe();
    Event event =
        new EventFactory("test", Versions.UNKNOWN)
            .draft(Observations.camera("gate"), Observations.clip(new byte[3_000_000]))
            .number(new Incarnation("00ff00ff00ff00ff"), 1);
    try (MqttSink sink = sink(Optional.empty())) {
      sink.deliver(List.of(event));
    }

    Mqtt5Publish clip = next();
    assertThat(clip.getTopic()).hasToString("station/clips/" + event.images().get(0).sha256());
    assertThat(clip.getContentType().orElseThrow()).hasToString("video/mp4");
    assertThat(clip.getPayloadAsBytes()).hasSize(3_000_000);
    assertThat(next().getTopic()).hasToString("station/events/gate/outpost.clip.taken.v1");
    client.disconnect().get(30, TimeUnit.SECONDS);
  }

  @Test
  void deliver_brokerIsGone_saysSo() throws Exception {
    kill();

    try (MqttSink sink = sink(Optional.empty())) {
      assertThatThrownBy(() -> sink.deliver(List.of()))
          .isInstanceOfSatisfying(
              DeliveryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONNECTION))
          .hasMessageContaining("mqtt://127.0.0.1:" + port);
    }
  }

  @Test
  void deliver_wrongPassword_isRefusedWithoutTellingIt() throws Exception {
    kill();
    Files.createFile(dir.resolve("passwords"));
    Files.writeString(
        dir.resolve("broker.conf"),
        "listener "
            + port
            + " 127.0.0.1\nuser root\nallow_anonymous false\npassword_file "
            + dir.resolve("passwords")
            + "\n");
    start();

    Credentials wrong = new Credentials("station", new Secret("canary-7741"));
    try (MqttSink sink = sink(Optional.of(wrong))) {
      assertThatThrownBy(() -> sink.deliver(List.of()))
          .isInstanceOfSatisfying(
              DeliveryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
          .hasMessageContaining("credentials")
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void courier_brokerIsKilledAndRestarted_losesNothingAndKeepsTheOrder() throws Exception {
    List<String> stored = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    try (Outbox outbox = TestOutbox.open(dir.resolve("outbox"), settings(SINK))) {
      Courier courier =
          new Courier(
              outbox,
              sink(Optional.empty()),
              new LoopProgress(SystemTime.INSTANCE).watch("courier", DEADLINE),
              new SimpleMeterRegistry());
      Thread thread = new Thread(courier, "courier");
      subscribe();
      thread.start();
      for (int i = 0; i < 300; i++) {
        stored.add(append(outbox, draft("a", Phase.BEGAN, 2_000 + i)).id());
        if (i == 100 || i == 200) {
          takeEvents(seen, i - 60);
          kill();
          start();
          subscribe();
        }
      }
      takeEvents(seen, 300);
      courier.stop();
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(seen).containsExactlyElementsOf(stored);
  }

  /** Until so many have been seen; an event that comes again counts once, where it first came. */
  private void takeEvents(Set<String> seen, int count) throws InterruptedException {
    while (seen.size() < count) {
      Mqtt5Publish publish = next();
      if (publish.getTopic().toString().startsWith("station/events/")) {
        String json = new String(publish.getPayloadAsBytes(), UTF_8);
        seen.add(json.replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1"));
      }
    }
  }
}
