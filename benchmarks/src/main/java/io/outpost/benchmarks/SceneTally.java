package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.testing.GatedClip;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec.Event;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the gate made of one scene, beside what there was. */
final class SceneTally {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int BUFFER_BYTES = 16 << 20;
  private static final int PICTURES_PER_LOOK = Clip.PICTURES_PER_SECOND / 5;

  private final SceneClip clip;
  private final List<Event> events;
  private final boolean[] looked;
  private final List<Integer> wokeAt = new ArrayList<>();
  private int quietGroups;
  private int falseWakes;
  private double decoded;

  private SceneTally(SceneClip clip) {
    this.clip = clip;
    this.events = clip.spec().events();
    this.looked = new boolean[clip.spec().pictures()];
  }

  /** No rule asks for a detector: what is told is the gate's doing alone. */
  static SceneTally of(SceneClip clip, AnalysisMode mode, VisionWorkers workers)
      throws IOException, InterruptedException {
    SceneTally tally = new SceneTally(clip);
    ActivityGate gate =
        new ActivityGate(
            Watchfulness.DEFAULT.in(mode),
            LOOK_INTERVAL,
            new GopBuffer(BUFFER_BYTES, KEPT),
            ZoneOffset.UTC);
    StreamSpec spec =
        new StreamSpec(clip.name(), VideoCodec.H264, List.of(), Faces.DISABLED, List.of());
    try (VisionStream stream = workers.open(spec.withGate())) {
      tally.watch(gate, new GatedClip(gate, stream, (picture, rested) -> false));
    }
    return tally;
  }

  private void watch(ActivityGate gate, GatedClip gated) throws IOException, InterruptedException {
    boolean[] empty = clip.spec().empty();
    int emptySince = 0;
    for (AccessUnit unit : WorkerDecoder.units(clip.accessUnits())) {
      int number = number(unit.mediaMicros());
      emptySince = empty[number] ? emptySince : number + 1;
      boolean slept = !gate.awake();
      int before = gated.wakes().size();
      gated.next(unit);
      boolean woke = gated.wakes().size() > before;
      boolean quiet = number + 1 - emptySince >= Clip.PICTURES_PER_GROUP;
      if (woke) {
        wokeAt.add(number);
        falseWakes += quiet ? 1 : 0;
      }
      quietGroups += slept && quiet && unit.key() ? 1 : 0;
    }
    gated.analysedMicros().forEach(micros -> looked[number(micros)] = true);
    decoded = 1.0 * gated.decoded() / gated.units();
  }

  private static int number(long mediaMicros) {
    return (int) (mediaMicros * Clip.PICTURES_PER_SECOND / 1_000_000);
  }

  String name() {
    return clip.name();
  }

  int events() {
    return events.size();
  }

  /**
   * The share of events of which a picture was looked at; not a number when there are none.
   *
   * @param shortest between those that are long and those that are not, seconds
   */
  double found(double shortest, boolean longOnes) {
    return events.stream()
        .filter(event -> event.seconds() >= shortest == longOnes)
        .mapToDouble(event -> found(event) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private boolean found(Event event) {
    for (int picture = event.from(); picture < event.until(); picture++) {
      if (looked[picture]) {
        return true;
      }
    }
    return false;
  }

  /** The share of the pictures of those events that was decoded, one in five being looked at. */
  double frames(double shortest) {
    int all = 0;
    int taken = 0;
    for (Event event : events) {
      for (int picture = event.from(); picture < event.until(); picture++) {
        if (event.seconds() >= shortest) {
          all++;
          taken += lookedAround(picture) ? 1 : 0;
        }
      }
    }
    return (double) taken / all;
  }

  private boolean lookedAround(int picture) {
    int last = Math.min(looked.length - 1, picture + PICTURES_PER_LOOK);
    for (int near = Math.max(0, picture - PICTURES_PER_LOOK); near <= last; near++) {
      if (looked[near]) {
        return true;
      }
    }
    return false;
  }

  /** How many events woke the gate. */
  int woken() {
    return latencies().length;
  }

  double medianLatencySeconds() {
    double[] latencies = latencies();
    return latencies[latencies.length / 2];
  }

  double longestLatencySeconds() {
    double[] latencies = latencies();
    return latencies[latencies.length - 1];
  }

  /** Of the wakes that an event brought about, the shortest first. */
  private double[] latencies() {
    double[] latencies =
        events.stream()
            .flatMap(
                event ->
                    wokeAt.stream()
                        .filter(at -> at >= event.from() - 1)
                        .filter(at -> at < event.until() + Clip.PICTURES_PER_GROUP)
                        .limit(1)
                        .map(at -> at - event.from()))
            .mapToDouble(pictures -> (double) pictures / Clip.PICTURES_PER_SECOND)
            .toArray();
    Arrays.sort(latencies);
    return latencies;
  }

  double falseWakes() {
    return falseWakes == 0 ? 0 : (double) falseWakes / Math.max(1, quietGroups);
  }

  double decoded() {
    return decoded;
  }
}
