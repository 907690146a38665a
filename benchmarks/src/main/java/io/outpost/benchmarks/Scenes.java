package io.outpost.benchmarks;

import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import java.util.ArrayList;
import java.util.List;

/**
 * What do the scenes look like to a network? Draws and encodes all of them into {@code
 * target/scenes}, where they are kept, and prints the bits that they take. {@code benchmarks/run
 * scenes}.
 */
final class Scenes implements Benchmark {
  /** Of the small streams, which cost little to draw. */
  static final int SUB_ROUNDS = 4;

  static final int MAIN_ROUNDS = 1;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    for (SceneClip clip : clips(quick)) {
      List<byte[]> units = clip.accessUnits();
      long bytes = units.stream().mapToLong(unit -> unit.length).sum();
      double seconds = (double) units.size() / SceneSpec.PICTURES_PER_SECOND;
      long first = units.stream().mapToLong(unit -> unit.length).max().orElseThrow();
      String name = "scenes." + clip.name();
      report.add(Figure.of(name + ".rate", bytes * 8e-3 / seconds, "kbit/s"));
      report.add(Figure.of(name + ".largest-picture", first * 1e-3, "kB"));
    }
  }

  private static List<SceneClip> clips(boolean quick) {
    List<SceneClip> clips = new ArrayList<>();
    if (quick) {
      clips.add(new SceneClip(SceneSpec.eventful(1).get(0), View.SUB));
      return clips;
    }
    for (SceneSpec spec : SceneSpec.eventful(SUB_ROUNDS)) {
      clips.add(new SceneClip(spec, View.SUB));
    }
    for (SceneSpec spec : SceneSpec.quiet(SUB_ROUNDS)) {
      clips.add(new SceneClip(spec, View.SUB));
    }
    for (SceneSpec spec : SceneSpec.eventful(MAIN_ROUNDS)) {
      clips.add(new SceneClip(spec, View.MAIN));
    }
    for (SceneSpec spec : SceneSpec.quiet(MAIN_ROUNDS)) {
      clips.add(new SceneClip(spec, View.MAIN));
    }
    return clips;
  }
}
