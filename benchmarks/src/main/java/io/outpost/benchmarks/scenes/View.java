package io.outpost.benchmarks.scenes;

import java.util.Locale;

/** Which of a camera's streams shows a scene. */
public enum View {
  /** The large one. */
  MAIN(1, 2800, 2000, 4000),
  /** A third of it in width and height. */
  SUB(3, 500, 384, 768);

  final int shrink;
  private final int variableKilobits;
  private final int constantKilobits;
  private final int filledKilobits;

  View(int shrink, int variableKilobits, int constantKilobits, int filledKilobits) {
    this.shrink = shrink;
    this.variableKilobits = variableKilobits;
    this.constantKilobits = constantKilobits;
    this.filledKilobits = filledKilobits;
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
      case FILLED -> filledKilobits;
    };
  }

  /** In names of files and figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
