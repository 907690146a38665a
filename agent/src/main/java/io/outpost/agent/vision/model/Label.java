package io.outpost.agent.vision.model;

import java.util.Locale;

/** How the constants of this package stand in manifests: {@code SSD_BOXES} as ssd-boxes. */
final class Label {
  private Label() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException when there is none; schemas check that first
   */
  static <E extends Enum<E>> E constant(Class<E> type, String label) {
    return Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
