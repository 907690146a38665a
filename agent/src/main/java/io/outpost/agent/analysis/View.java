package io.outpost.agent.analysis;

import java.util.Optional;
import java.util.Set;

/**
 * Where a camera that can be turned looks.
 *
 * @param presets names and tokens of the presets that lie there, none while it moves or looks
 *     elsewhere; empty when it does not say
 */
public record View(Optional<Set<String>> presets) {
  /** The camera does not say. */
  public static final View UNKNOWN = new View(Optional.empty());

  public View {
    presets = presets.map(Set::copyOf);
  }

  /** It stands at these. */
  public static View at(Set<String> presets) {
    return new View(Optional.of(presets));
  }

  public boolean isKnown() {
    return presets.isPresent();
  }

  /** Whether it stands at this one, by its name or its token. */
  boolean isAt(String preset) {
    return presets.map(here -> here.contains(preset)).orElse(false);
  }
}
