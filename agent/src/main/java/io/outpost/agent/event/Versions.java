package io.outpost.agent.event;

import java.util.List;

/**
 * What made an event, so that its receiver can tell a change of the scene from a change of ours.
 *
 * @param agent of the agent; empty if not known
 */
public record Versions(String agent, List<Model> models) {
  public static final Versions UNKNOWN = new Versions("", List.of());

  public Versions {
    models = List.copyOf(models);
  }

  /** A detector's model. */
  public record Model(String name, String version) {}
}
