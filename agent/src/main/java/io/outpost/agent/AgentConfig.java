package io.outpost.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.ConfigSchema;
import io.outpost.agent.config.Units;
import io.outpost.agent.console.ConsoleConfig;
import io.outpost.agent.ingest.IngestConfig;
import io.outpost.agent.outbox.OutboxConfig;
import io.outpost.agent.restream.RestreamConfig;
import io.outpost.agent.upstream.SinkConfig;
import io.outpost.agent.vision.WorkerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The agent's own configuration, {@code agent.yaml}. Every key may be left out; so may the file.
 * Relative paths are relative to the folder of the configuration.
 *
 * @param agent the agent's id in events and topics: lower-case letters, digits and hyphens
 * @param stateDirectory what the agent writes: the outbox, and events for sinks that are files
 */
public record AgentConfig(
    String agent,
    Path stateDirectory,
    ConsoleConfig console,
    WorkerConfig worker,
    IngestConfig ingest,
    OutboxConfig outbox,
    RestreamConfig restream,
    DetectorNames detectors,
    List<SinkConfig> sinks) {
  /** Where the configuration of a packaged agent lies. */
  public static final Path SYSTEM_FOLDER = Path.of("/etc/outpost");

  private static final Path SYSTEM_STATE = Path.of("/var/lib/outpost");
  private static final String FILE = "agent.yaml";

  public AgentConfig {
    sinks = List.copyOf(sinks);
  }

  /**
   * Reads {@code agent.yaml} of a folder, or takes the defaults where there is none.
   *
   * @throws ConfigException with every problem of the file
   */
  public static AgentConfig load(Path folder) throws ConfigException, IOException {
    Path file = folder.resolve(FILE);
    ConfigFile config =
        Files.exists(file)
            ? ConfigFile.read(file, FILE, Content.OPEN)
            : ConfigFile.parse("", FILE, Content.OPEN);
    if (Files.exists(file)) {
      ConfigSchema.load("agent").check(config);
    }
    return new Reading(folder, config).result();
  }

  /** One reading of one file. */
  private static final class Reading {
    private final Path folder;
    private final ConfigFile file;
    private final JsonNode tree;
    private final List<String> problems = new ArrayList<>();

    Reading(Path folder, ConfigFile file) {
      this.folder = folder;
      this.file = file;
      this.tree = file.tree();
    }

    AgentConfig result() throws ConfigException {
      Path state = text(tree, "stateDirectory").map(this::path).orElseGet(this::defaultState);
      AgentConfig config =
          new AgentConfig(
              text(tree, "agent").orElseGet(AgentConfig::hostName),
              state,
              console(),
              worker(),
              ingest(),
              outbox(),
              new RestreamReader(folder, file, problems).read(),
              CameraFile.detectors(tree.path("detectors")),
              sinks(state));
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      return config;
    }

    private Path defaultState() {
      return folder.equals(SYSTEM_FOLDER) ? SYSTEM_STATE : path("state");
    }

    private ConsoleConfig console() {
      JsonNode console = tree.path("console");
      ConsoleConfig defaults = ConsoleConfig.DEFAULT;
      return new ConsoleConfig(
          text(console, "address").orElse(defaults.address()),
          console.path("port").asInt(defaults.port()));
    }

    private WorkerConfig worker() {
      JsonNode worker = tree.path("worker");
      List<Path> sockets = new ArrayList<>();
      worker.path("sockets").forEach(socket -> sockets.add(path(socket.asText())));
      if (!sockets.isEmpty() && worker.has("count")) {
        problems.add(
            file.problem(
                "worker.count", "not together with sockets; keep sockets or count, not both"));
      }
      return sockets.isEmpty()
          ? new WorkerConfig.Children(worker.path("count").asInt(WorkerConfig.DEFAULT.count()))
          : new WorkerConfig.Sockets(sockets);
    }

    private IngestConfig ingest() {
      JsonNode limits = tree.path("limits");
      IngestConfig defaults = IngestConfig.DEFAULT;
      return new IngestConfig(
          text(limits, "bufferPerCamera")
              .map(Units::sizeBytes)
              .orElse(defaults.bufferBytesPerCamera()),
          text(limits, "bufferTotal")
              .map(total -> OptionalLong.of(Units.sizeBytes(total)))
              .orElse(defaults.bufferBytesTotal()),
          text(limits, "stall").map(Units::duration).orElse(defaults.stall()));
    }

    private OutboxConfig outbox() {
      JsonNode outbox = tree.path("outbox");
      OutboxConfig defaults = OutboxConfig.DEFAULT;
      long quotaBytes = text(outbox, "quota").map(Units::sizeBytes).orElse(defaults.quotaBytes());
      if (quotaBytes < OutboxConfig.MIN_QUOTA_BYTES) {
        problems.add(
            file.problem(
                "outbox.quota",
                "expected at least 512MiB, found '" + outbox.path("quota").asText() + "'"));
      }
      return new OutboxConfig(
          quotaBytes, text(outbox, "retention").map(Units::duration).orElse(defaults.retention()));
    }

    private List<SinkConfig> sinks(Path state) {
      if (!tree.has("sinks")) {
        return List.of(new SinkConfig.JsonLines("file", state.resolve("events")));
      }
      List<SinkConfig> sinks = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (JsonNode sink : tree.path("sinks")) {
        String at = "sinks[" + sinks.size() + "]";
        String name = sink.path("name").asText();
        if (!names.add(name)) {
          problems.add(file.problem(at + ".name", "'" + name + "' is taken by a sink above"));
        }
        sinks.add(
            sink.path("type").asText().equals("mqtt")
                ? mqtt(name, sink, at)
                : jsonLines(name, sink, at));
      }
      return sinks;
    }

    private SinkConfig jsonLines(String name, JsonNode sink, String at) {
      for (String foreign : List.of("url", "credentials", "topicPrefix")) {
        if (sink.has(foreign)) {
          problems.add(file.problem(at + "." + foreign, "not a key of a jsonl sink; take it out"));
        }
      }
      return new SinkConfig.JsonLines(name, path(sink.path("directory").asText()));
    }

    private SinkConfig mqtt(String name, JsonNode sink, String at) {
      if (sink.has("directory")) {
        problems.add(file.problem(at + ".directory", "not a key of an mqtt sink; take it out"));
      }
      try {
        return new SinkConfig.Mqtt(
            name,
            SinkConfig.Mqtt.url(sink.path("url").asText()),
            text(sink, "credentials"),
            text(sink, "topicPrefix").orElse(SinkConfig.Mqtt.DEFAULT_TOPIC_PREFIX));
      } catch (IllegalArgumentException refused) {
        problems.add(file.problem(at + ".url", String.valueOf(refused.getMessage())));
        return new SinkConfig.JsonLines(name, path("."));
      }
    }

    private Path path(String text) {
      return folder.resolve(text).toAbsolutePath().normalize();
    }

    private static Optional<String> text(JsonNode mapping, String key) {
      return Optional.ofNullable(mapping.path(key).textValue());
    }
  }

  /** The machine's name, as far as it fits an id. */
  private static String hostName() {
    try {
      return idFrom(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException nameless) {
      return idFrom("");
    }
  }

  /** The first label of a host name, reduced to what an id may hold. */
  static String idFrom(String hostName) {
    String label = hostName.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    String id = label.replaceAll("[^a-z0-9-]", "-").replaceAll("^-+", "");
    return id.isEmpty() ? "agent" : id.substring(0, Math.min(id.length(), 63));
  }
}
