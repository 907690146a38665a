package io.outpost.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does the gate find what is there, and does it sleep when nobody is? The scenes with a truth,
 * through the gate and a vision worker as they are shipped. {@code benchmarks/run recall}.
 *
 * <ul>
 *   <li>{@code .found}: of the events long enough for the mode, the share of which at least one
 *       picture was looked at; {@code .found-shorter} of the others
 *   <li>{@code .frames}: of the pictures of events that were to be found, the share that was
 *       decoded
 *   <li>{@code .latency}: from the first picture of an event that woke the gate to that wake, in
 *       the stream's time
 *   <li>{@code .false-wakes}: of the empty groups of pictures that came while the gate slept, the
 *       share at which it woke
 *   <li>{@code .decoded}: of all pictures, the share that was decoded; a rival that looks at every
 *       picture decodes all of them
 * </ul>
 */
final class Recall implements Benchmark {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  /** A key picture every two seconds. */
  private static final double ECO_SECONDS =
      1.5 * Clip.PICTURES_PER_GROUP / Clip.PICTURES_PER_SECOND;

  private static final double STRICT_SECONDS = 0.3;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    if (!Files.isDirectory(Home.models())) {
      throw new Unavailable("no models in " + Home.models() + "; run ./mvnw -DskipTests package");
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try (VisionWorkers workers =
        VisionWorkers.start(
            new VisionSettings(1, List.of(), Home.models(), READY_LIMIT),
            threads,
            SystemTime.INSTANCE,
            new SimpleMeterRegistry())) {
      workers.awaitReady(READY_LIMIT);
      for (Course course : courses(quick)) {
        for (SceneTally tally : course.tallies(workers)) {
          perScene(course, tally, report);
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static List<Course> courses(boolean quick) {
    if (quick) {
      SceneSpec day = SceneSpec.eventful(1).get(0);
      return List.of(
          new Course(AnalysisMode.ECO, View.SUB, List.of(day)),
          new Course(AnalysisMode.STRICT, View.SUB, List.of(day)));
    }
    List<SceneSpec> subs = new ArrayList<>(SceneSpec.eventful(Scenes.SUB_ROUNDS));
    subs.addAll(SceneSpec.quiet(Scenes.SUB_ROUNDS));
    List<SceneSpec> mains = new ArrayList<>(SceneSpec.eventful(Scenes.MAIN_ROUNDS));
    mains.addAll(SceneSpec.quiet(Scenes.MAIN_ROUNDS));
    return List.of(
        new Course(AnalysisMode.ECO, View.SUB, subs),
        new Course(AnalysisMode.STRICT, View.SUB, subs),
        new Course(AnalysisMode.ECO, View.MAIN, mains));
  }

  /** Scenes that one mode watches. */
  private record Course(AnalysisMode mode, View view, List<SceneSpec> scenes) {
    List<SceneTally> tallies(VisionWorkers workers) throws Exception {
      List<SceneTally> tallies = new ArrayList<>();
      for (SceneSpec scene : scenes) {
        tallies.add(SceneTally.of(new SceneClip(scene, view), mode, workers));
      }
      return tallies;
    }

    /** Shortest event that must be found. */
    double shortest() {
      return mode == AnalysisMode.ECO ? ECO_SECONDS : STRICT_SECONDS;
    }
  }

  private static void perScene(Course course, SceneTally tally, Report report) {
    String name = "recall." + course.mode().label() + "." + tally.name();
    if (tally.events() > 0) {
      // Bodies of less than 40 pixels are promised nothing.
      boolean promised = !tally.name().contains("far");
      Figure found = Figure.of(name + ".found", tally.found(course.shortest(), true), "of events");
      report.add(promised ? found.withBar(Bar.atLeast(1)) : found);
      double shorter = tally.found(course.shortest(), false);
      if (!Double.isNaN(shorter)) {
        report.add(Figure.of(name + ".found-shorter", shorter, "of events"));
      }
      Figure frames = Figure.of(name + ".frames", tally.frames(course.shortest()), "of pictures");
      report.add(promised ? frames.withBar(Bar.atLeast(0.98)) : frames);
      if (tally.woken() > 0) {
        report.add(Figure.of(name + ".latency", tally.medianLatencySeconds(), "s, median"));
        report.add(Figure.of(name + ".latency-longest", tally.longestLatencySeconds(), "s"));
      }
    }
    report.add(
        Figure.of(name + ".false-wakes", tally.falseWakes(), "of quiet groups")
            .withBar(Bar.atMost(0.01)));
    report.add(
        Figure.of(name + ".decoded", tally.decoded(), "of pictures").withRival("every picture", 1));
  }
}
