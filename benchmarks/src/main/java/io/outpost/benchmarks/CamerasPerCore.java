package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.MeasuredAgent.Wanted;
import io.outpost.benchmarks.MeasuredAgent.Watch;
import io.outpost.benchmarks.Slope.Plan;
import io.outpost.benchmarks.scenes.Activity;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import java.util.List;
import java.util.Locale;

/**
 * How many cameras does a core serve? The agent and its worker as they are shipped, faces and a
 * lane asked for, pull paced cameras over RTSP on loopback. {@code benchmarks/run
 * cameras-per-core}.
 *
 * <ul>
 *   <li>{@code .eco}, {@code .strict}: with the gate, detectors where it wakes
 *   <li>{@code .every-picture}: a rival; the same agent decodes every picture and compares several
 *       a second with the scene, and no detector ever runs, for neither faces nor a lane is asked
 *       for
 *   <li>{@code ffmpeg pipe}: the other rival; an {@code ffmpeg} for each camera pipes 640 x 360 at
 *       5 pictures a second into a comparison
 *   <li>{@code .ratio}: what a camera costs, against {@code .every-picture}
 * </ul>
 */
final class CamerasPerCore implements Benchmark {
  /** One activity on one stream. */
  private record Place(Activity activity, View view) {
    String name() {
      return "cameras-per-core." + activity.name().toLowerCase(Locale.ROOT) + "." + view.label();
    }

    /** Its cameras have both streams, whichever is analysed. */
    Station station() throws Exception {
      return Station.ofTwoStreams(SceneSpec.load(activity));
    }
  }

  @Override
  public void run(boolean quick, Report report) throws Exception {
    if (quick) {
      measure(new Place(Activity.QUIET, View.SUB), true, report);
      return;
    }
    for (View view : View.values()) {
      for (Activity activity : List.of(Activity.QUIET, Activity.TENTH, Activity.BUSY)) {
        measure(new Place(activity, view), false, report);
      }
    }
  }

  private static void measure(Place place, boolean quick, Report report) throws Exception {
    try (Station station = place.station()) {
      String url = station.cameras();
      Plan plain = quick ? new Plan(6, 2, 3) : everyPicture(place.view());
      Slope pipe = Slope.measure(cameras -> new Pipes(cameras, url, place.view()), plain, station);
      Watch everything = new Watch(AnalysisMode.STRICT, Wanted.GATE, place.view());
      Slope every = Slope.measure(start(everything, station, quick), plain, station);
      report.add(
          Figure.of(place.name() + ".every-picture", every.camerasACore(), "cameras a core")
              .withRival("ffmpeg pipe", pipe.camerasACore()));
      for (AnalysisMode mode : modes(place, quick)) {
        Watch watch = new Watch(mode, Wanted.FACES_AND_LANE, place.view());
        Slope ours =
            Slope.measure(
                start(watch, station, quick), quick ? new Plan(6, 8, 3) : gated(place), station);
        String name = place.name() + "." + mode.label();
        report.add(
            promised(place, mode, Figure.of(name, ours.camerasACore(), "cameras a core"))
                .withRival("every picture", every.camerasACore()));
        double ratio = ours.coresACamera() / every.coresACamera();
        report.add(
            Figure.of(name + ".ratio", ratio, "x every picture")
                .withRival("ffmpeg pipe", pipe.coresACamera() / every.coresACamera()));
      }
    }
  }

  /** But for the short form, when compilers are done. */
  private static Slope.Start start(Watch watch, Station station, boolean quick) {
    return cameras -> {
      MeasuredAgent agent = new MeasuredAgent(cameras, watch, station.cameras());
      return quick ? agent : agent.compiled();
    };
  }

  /** Of a main stream, strict would be every picture. */
  private static List<AnalysisMode> modes(Place place, boolean quick) {
    return place.view() == View.SUB && !quick
        ? List.of(AnalysisMode.ECO, AnalysisMode.STRICT)
        : List.of(AnalysisMode.ECO);
  }

  private static Figure promised(Place place, AnalysisMode mode, Figure figure) {
    if (mode != AnalysisMode.ECO) {
      return figure;
    }
    boolean sub = place.view() == View.SUB;
    return switch (place.activity()) {
      case QUIET -> figure.withBar(Bar.atLeast(sub ? 300 : 85));
      case TENTH -> sub ? figure.withBar(Bar.atLeast(90)) : figure;
      case EVENTS, FAR, BUSY, HIGHWAY -> figure;
    };
  }

  private static Plan everyPicture(View view) {
    return view == View.MAIN ? new Plan(6, 5, 12) : new Plan(24, 5, 12);
  }

  /** As many as do no more than half of a small machine's work, where nothing goes wrong. */
  private static Plan gated(Place place) {
    int cameras =
        switch (place.activity()) {
          case QUIET -> place.view() == View.MAIN ? 24 : 60;
          case TENTH -> place.view() == View.MAIN ? 9 : 24;
          case EVENTS, FAR, BUSY, HIGHWAY -> place.view() == View.MAIN ? 4 : 6;
        };
    return new Plan(cameras, 5, 15);
  }
}
