package io.outpost.agent;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.Tail;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.nio.file.Path;

/** The events that the agent of a configuration folder keeps, for whoever only reads them. */
public final class StoredEvents {
  private StoredEvents() {}

  /**
   * Reads on from the last so many events; the agent may be running or not.
   *
   * @throws IOException when there is no outbox yet, or it cannot be read
   */
  public static Tail tail(Path folder, int last) throws ConfigException, IOException {
    AgentConfig config = AgentConfig.load(folder);
    return Outbox.tail(outbox(config), Sinks.outboxSettings(config), SystemTime.INSTANCE, last);
  }

  /** Where the outbox of the agent is, or will be. */
  public static Path outbox(AgentConfig config) {
    return config.stateDirectory().resolve("outbox");
  }
}
