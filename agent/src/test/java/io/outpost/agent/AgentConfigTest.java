package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.console.ConsoleConfig;
import io.outpost.agent.ingest.IngestConfig;
import io.outpost.agent.outbox.OutboxConfig;
import io.outpost.agent.restream.RestreamConfig;
import io.outpost.agent.restream.RestreamLimits;
import io.outpost.agent.upstream.SinkConfig;
import io.outpost.agent.vision.WorkerConfig;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentConfigTest {
  @TempDir Path folder;

  @Test
  void load_noFile_takesEveryDefault() throws Exception {
    AgentConfig config = AgentConfig.load(folder);

    assertThat(config.agent()).matches("[a-z0-9][a-z0-9-]{0,62}");
    assertThat(config.stateDirectory()).isEqualTo(folder.resolve("state"));
    assertThat(config.console()).isEqualTo(new ConsoleConfig("127.0.0.1", 9464));
    assertThat(config.worker()).isEqualTo(new WorkerConfig.Children(1));
    assertThat(config.ingest())
        .isEqualTo(new IngestConfig(16 << 20, OptionalLong.empty(), Duration.ofSeconds(10)));
    assertThat(config.outbox()).isEqualTo(new OutboxConfig(2L << 30, Duration.ofDays(3)));
    assertThat(config.restream()).isEqualTo(RestreamConfig.DEFAULT);
    assertThat(config.restream().enabled()).isFalse();
    assertThat(config.restream().bind())
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8554));
    assertThat(config.sinks())
        .containsExactly(new SinkConfig.JsonLines("file", folder.resolve("state/events")));
  }

  @Test
  void load_systemFolder_keepsStateApart() throws Exception {
    assertThat(AgentConfig.load(AgentConfig.SYSTEM_FOLDER).stateDirectory())
        .isEqualTo(Path.of("/var/lib/outpost"));
  }

  @Test
  void load_everyKey_isTaken() throws Exception {
    put(
        """
        agent: station-7
        stateDirectory: data
        console: {address: '::1', port: 0}
        worker: {sockets: [/run/outpost/w0.sock, w1.sock]}
        limits: {bufferPerCamera: 8MiB, bufferTotal: 96MiB, stall: 5s}
        detectors: {faces: yunet, bodies: yolox-nano}
        outbox: {quota: 512MiB, retention: 24h}
        restream:
          enabled: true
          address: 0.0.0.0
          port: 554
          credentials: viewers
          transports: [tcp]
          buffer: 4MiB
          viewers: 8
          viewersPerCamera: 2
          unmasked: true
          tls: {address: '::', port: 322, certificate: tls/c.pem, key: /etc/k.pem}
        sinks:
          - {name: lines, type: jsonl, directory: lines}
          - name: platform
            type: mqtt
            url: mqtts://broker.example:8883
            credentials: platform
            topicPrefix: north/outpost
        """);

    assertThat(AgentConfig.load(folder))
        .isEqualTo(
            new AgentConfig(
                "station-7",
                folder.resolve("data"),
                new ConsoleConfig("::1", 0),
                new WorkerConfig.Sockets(
                    List.of(Path.of("/run/outpost/w0.sock"), folder.resolve("w1.sock"))),
                new IngestConfig(8 << 20, OptionalLong.of(96 << 20), Duration.ofSeconds(5)),
                new OutboxConfig(512 << 20, Duration.ofDays(1)),
                new RestreamConfig(
                    true,
                    new InetSocketAddress("0.0.0.0", 554),
                    Optional.of("viewers"),
                    Set.of(LowerTransport.TCP),
                    4 << 20,
                    new RestreamLimits(8, 2),
                    true,
                    Optional.of(
                        new RestreamConfig.Tls(
                            new InetSocketAddress("::", 322),
                            folder.resolve("tls/c.pem"),
                            Path.of("/etc/k.pem")))),
                new DetectorNames(Optional.of("yunet"), Optional.of("yolox-nano")),
                List.of(
                    new SinkConfig.JsonLines("lines", folder.resolve("lines")),
                    new SinkConfig.Mqtt(
                        "platform",
                        URI.create("mqtts://broker.example:8883"),
                        Optional.of("platform"),
                        "north/outpost"))));
  }

  @Test
  void load_mqttSinkWithLeast_takesDefaults() throws Exception {
    put("sinks: [{name: a, type: mqtt, url: 'mqtt://h'}]\n");

    assertThat(AgentConfig.load(folder).sinks())
        .containsExactly(
            new SinkConfig.Mqtt("a", URI.create("mqtt://h"), Optional.empty(), "outpost"));
  }

  @Test
  void load_noSinks_isAllowed() throws Exception {
    put("sinks: []\n");

    assertThat(AgentConfig.load(folder).sinks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "console: {prot: 1}|console.prot: unknown key; did you mean 'port'?",
        "console: {address: 0.0.0.0}|console.address: expected 127.0.0.1, ::1 or localhost (for"
            + " readers elsewhere put a proxy with TLS in front), found '0.0.0.0'",
        "console: {port: 70000}|console.port: expected a port from 1 to 65535, or 0 for any free"
            + " one, found 70000",
        "worker: {count: 0}|worker.count: expected a number of workers from 1 to 64, found 0",
        "worker: {count: 2, sockets: [a]}|worker.count: not together with sockets; keep sockets or"
            + " count, not both",
        "outbox: {quota: 2GB}|outbox.quota: expected a size such as 2GiB, found '2GB'",
        "outbox: {quota: 100MiB}|outbox.quota: expected at least 512MiB, found '100MiB'",
        "outbox: {retention: 3 days}|outbox.retention: expected a duration such as 72h or 30d,"
            + " found '3 days'",
        "limits: {stall: 10}|limits.stall: expected a duration such as 10s, found 10; put it in"
            + " quotes",
        "restream: {enabled: yes please}|restream.enabled: expected true or false, found"
            + " 'yes please'",
        "restream: {address: box}|restream.address: expected an IP address such as 127.0.0.1, or"
            + " 0.0.0.0 for all of this machine, found 'box'",
        "restream: {address: 1.2.3.456, credentials: v}|restream.address: expected an address such"
            + " as 127.0.0.1, found '1.2.3.456'",
        "restream: {address: 0.0.0.0}|restream.address: '0.0.0.0' can be reached from elsewhere, so"
            + " viewers need a password; name it with 'restream.credentials' (outpost credentials"
            + " set NAME), or use 127.0.0.1",
        "restream: {tls: {address: 0.0.0.0, certificate: c, key: k}}|restream.tls.address:"
            + " '0.0.0.0' can be reached from elsewhere, so viewers need a password; name it with"
            + " 'restream.credentials' (outpost credentials set NAME), or use 127.0.0.1",
        "restream: {port: -1}|restream.port: expected a port from 1 to 65535, or 0 for any free"
            + " one, found -1",
        "restream: {credentials: 'a b'}|restream.credentials: expected the name of an entry in"
            + " credentials.yaml, found 'a b'",
        "restream: {transports: []}|restream.transports: expected a list of tcp, udp or both, found"
            + " a list",
        "restream: {transports: [http]}|restream.transports[0]: expected one of tcp, udp, found"
            + " 'http'",
        "restream: {buffer: 8MB}|restream.buffer: expected a size such as 8MiB, found '8MB'",
        "restream: {viewers: 0}|restream.viewers: expected a number of viewers from 1 to 10000,"
            + " found 0",
        "restream: {viewersPerCamera: 0}|restream.viewersPerCamera: expected a number of viewers"
            + " from 1 to 10000, found 0",
        "restream: {unmasked: 1}|restream.unmasked: expected true or false, found 1",
        "restream: {tls: {key: k}}|restream.tls.certificate: missing; expected a PEM file with the"
            + " server's certificate",
        "restream: {tls: {certificate: c}}|restream.tls.key: missing; expected a PEM file with the"
            + " certificate's key",
        "restream: {tls: {port: 8554, certificate: c, key: k}}|restream.tls.port: 8554 is"
            + " restream.port too; choose another",
        "sinks: [{name: a}]|sinks[0].type: missing; expected one of jsonl, mqtt",
        "sinks: [{name: a, type: jsonl}]|sinks[0].directory: missing; expected the folder of a"
            + " jsonl sink",
        "sinks: [{name: a, type: mqtt}]|sinks[0].url: missing; expected the broker of an mqtt sink,"
            + " such as mqtts://broker.example:8883",
        "sinks: [{name: a, type: kafka}]|sinks[0].type: expected one of jsonl, mqtt, found 'kafka'",
        "sinks: [{name: a, type: mqtt, url: 'mqtt://u:canary@h'}]|sinks[0].url: carries a user name"
            + " or password; take it out and name it with 'credentials:'",
        "sinks: [{name: a, type: mqtt, url: 'http://h'}]|sinks[0].url: expected a URL such as"
            + " mqtts://broker.example:8883",
        "sinks: [{name: a, type: mqtt, url: 'mqtt://h', directory: x}]|sinks[0].directory: not a"
            + " key of an mqtt sink; take it out",
        "sinks: [{name: a, type: jsonl, url: 'mqtt://h', directory: x}]|sinks[0].url: not a key of"
            + " a jsonl sink; take it out",
        "sinks: [{name: a, type: jsonl, directory: x}, {name: a, type: jsonl, directory: y}]|"
            + "sinks[1].name: 'a' is taken by a sink above",
        "sinks: [{name: a, type: mqtt, url: 'mqtt://h', topicPrefix: 'a/#'}]|sinks[0].topicPrefix:"
            + " expected what topics begin with, such as outpost/north, without wildcards, found"
            + " 'a/#'",
      })
  void load_mistake_isOneLineWithPathAndWayOut(String text, String message) throws Exception {
    put(text + "\n");

    assertThatThrownBy(() -> AgentConfig.load(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessage("agent.yaml:1: " + message);
  }

  @ParameterizedTest
  @CsvSource({"Gate-7.example.org, gate-7", "box_3, box-3", "--, agent", "'', agent", "京, agent"})
  void idFrom_anyHostName_isAnId(String hostName, String id) {
    assertThat(AgentConfig.idFrom(hostName)).isEqualTo(id);
  }

  private void put(String text) throws Exception {
    Files.writeString(folder.resolve("agent.yaml"), text);
  }
}
