package io.outpost.agent;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.outbox.OutboxSettings;
import io.outpost.agent.upstream.JsonLinesSink;
import io.outpost.agent.upstream.MqttSink;
import io.outpost.agent.upstream.Sink;
import io.outpost.agent.upstream.SinkConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the sinks that are configured. */
final class Sinks {
  private Sinks() {}

  /**
   * @param agent the agent's id, by which a broker knows it
   */
  static Sink open(SinkConfig config, String agent, CredentialStore credentials)
      throws ConfigException, IOException {
    if (config instanceof SinkConfig.JsonLines file) {
      return JsonLinesSink.appending(file.name(), file.directory());
    }
    if (config instanceof SinkConfig.Mqtt mqtt) {
      return new MqttSink(
          mqtt, "outpost-" + agent + "-" + mqtt.name(), credentials(mqtt, credentials));
    }
    throw new IllegalArgumentException("unknown sink " + config);
  }

  private static Optional<Credentials> credentials(SinkConfig.Mqtt sink, CredentialStore store)
      throws ConfigException {
    if (sink.credentials().isEmpty()) {
      return Optional.empty();
    }
    String name = sink.credentials().get();
    Optional<Credentials> found = store.find(name);
    if (found.isEmpty()) {
      throw new ConfigException(
          List.of(
              "sink "
                  + sink.name()
                  + ": credentials '"
                  + name
                  + "' are not in credentials.yaml, expected one of "
                  + store.names()));
    }
    return found;
  }

  static OutboxSettings outboxSettings(AgentConfig config) {
    Set<String> names =
        config.sinks().stream().map(SinkConfig::name).collect(Collectors.toUnmodifiableSet());
    return OutboxSettings.of(config.agent(), names, config.outbox());
  }
}
