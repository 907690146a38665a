package io.outpost.benchmarks.scenes;

import java.util.Locale;

/** Which of a camera's streams shows a scene. */
public enum View {
  /** The large one. */
  MAIN(1, 2800, 2000),
  /** A third of it in width and height. */
  SUB(3, 500, 384);

  final int shrink;
  private final int variableKilobits;
  private final int constantKilobits;

  View(int shrink, int variableKilobits, int constantKilobits) {
    this.shrink = shrink;
    this.variableKilobits = variableKilobits;
    this.constantKilobits = constantKilobits;
  }

  int width() {
    return SceneSpec.WIDTH / shrink;
  }

  int height() {
    return SceneSpec.HEIGHT / shrink;
  }

  int kilobitsPerSecond(SceneSpec.Rate rate) {
    return switch (rate) {
      case VARIABLE -> variableKilobits;
      case CONSTANT -> constantKilobits;
    };
  }

  /** In names of files and figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
