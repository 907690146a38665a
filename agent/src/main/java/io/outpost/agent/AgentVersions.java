package io.outpost.agent;

import io.outpost.agent.event.Versions;
import java.util.List;
import java.util.Optional;

/** What this build is made of, for events and {@code --version}. */
public final class AgentVersions {
  private AgentVersions() {}

  /** Of the jar this class came in; empty when it came from a folder. */
  public static String agent() {
    return Optional.ofNullable(AgentVersions.class.getPackage().getImplementationVersion())
        .orElse("");
  }

  /** The same, of events; what detectors there are is told with each. */
  public static Versions current() {
    return new Versions(agent(), List.of());
  }
}
