package io.outpost.agent;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.outbox.OutboxSettings;
import io.outpost.agent.upstream.JsonLinesSink;
import io.outpost.agent.upstream.Sink;
import io.outpost.agent.upstream.SinkConfig;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the sinks that are configured. */
final class Sinks {
  private Sinks() {}

  static Sink open(SinkConfig config, CredentialStore credentials)
      throws ConfigException, IOException {
    if (config instanceof SinkConfig.JsonLines file) {
      return JsonLinesSink.appending(file.name(), file.directory());
    }
    throw new IllegalArgumentException("unknown sink " + config);
  }

  static OutboxSettings outboxSettings(AgentConfig config) {
    Set<String> names =
        config.sinks().stream().map(SinkConfig::name).collect(Collectors.toUnmodifiableSet());
    OutboxSettings defaults = OutboxSettings.defaults(config.agent(), names);
    return new OutboxSettings(
        defaults.agent(),
        defaults.sinks(),
        config.outbox().quotaBytes(),
        defaults.segmentBytes(),
        config.outbox().retention(),
        defaults.retainedBytes(),
        defaults.ballastBytes());
  }
}
