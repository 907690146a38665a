package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.HEIGHT;
import static io.outpost.agent.analysis.Pictures.WIDTH;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.vehicle;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.DayHours;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.view.Outline;
import io.outpost.agent.view.ViewLook;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An hour before one camera, as detectors would see it: boxes that tremble, flicker and go missing.
 * Each lane has a story of its own, drawn from the seed; what is to be told of it is known beside.
 *
 * <p>Lanes from top to bottom: {@code far} and {@code near}, one group in which vehicles may not
 * stand; {@code bus}, closed to all in certain hours; {@code shoulder}, where nobody may stand.
 */
final class SyntheticHour {
  static final double LOOKS_A_SECOND = 5;
  private static final int SECONDS = 3600;
  private static final Instant START = Instant.parse("2026-03-02T07:00:00Z");

  /** A detector that misses one look in four, and never for longer than a bus hides somebody. */
  private static final double MISSED = 0.25;

  private static final double OCCLUSION_SECONDS = 2;

  /** Seconds after which one that was missed on its way in is told at the latest. */
  private static final double LATEST = 9;

  private static final double TREMBLE = 0.8;
  private static final int CELLS = 800;
  private static final int LOOKS_A_VIEW = 10;

  private static final double FAR = 110;
  private static final double NEAR = 170;
  private static final double BUS = 240;
  private static final double SHOULDER = 320;

  /**
   * What is to be told, with its reason where it has one, and when: from the earliest to the latest
   * second.
   */
  record Expected(String what, double from, double to) {}

  /**
   * Where a vehicle is, by its middle and its lower edge; from when it is there until it is gone.
   */
  private record Vehicle(double from, double to, double ground, double height, Way way) {
    Detection at(double second, Random random) {
      double x = way.x(second - from);
      double jitter = random.nextGaussian() * TREMBLE;
      double width = 1.8 * height;
      return vehicle(
          box(x + jitter, ground - height / 2 + random.nextGaussian() * TREMBLE, width, height),
          0.5 + 0.4 * random.nextDouble());
    }
  }

  /** Column in which it is so many seconds after it came. */
  private interface Way {
    double x(double seconds);
  }

  private final Random random;
  private final List<Vehicle> vehicles = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();
  private final List<double[]> hidden = new ArrayList<>();
  private final List<double[]> covered = new ArrayList<>();

  SyntheticHour(long seed) {
    random = new Random(seed);
    shoulder();
    bus();
    group();
    expected.sort((a, b) -> Double.compare(a.from, b.from));
  }

  static Camera camera() {
    Lane bus = lane("bus", 215, 260, Duration.ofSeconds(3));
    return new CameraDraft(
            "hour", CameraDraft.of(Pictures.camera(Faces.DISABLED)).build().streams())
        .lanes(
            List.of(
                grouped("far", 95, 125),
                grouped("near", 150, 185),
                bus.under(
                    new LaneTerms(
                        Optional.empty(),
                        Motion.ANY,
                        List.of(DayHours.parse("07:10-07:25"), DayHours.parse("07:40-07:55")))),
                lane("shoulder", 295, 345, Duration.ofSeconds(5))
                    .under(new LaneTerms(Optional.empty(), Motion.STANDING, List.of()))))
        .timeZone(Optional.of(ZoneOffset.UTC))
        .build();
  }

  private static Lane grouped(String id, double top, double bottom) {
    return lane(id, top, bottom, Duration.ofSeconds(10))
        .under(new LaneTerms(Optional.empty(), Motion.STANDING, List.of(), Optional.of("south")));
  }

  List<Expected> expected() {
    return List.copyOf(expected);
  }

  private double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  /** Comes from the left, stops, stands, drives on to the right. */
  private static Way stopping(double stop, double stands) {
    double comes = stop / 120;
    return seconds ->
        seconds < comes
            ? 120 * seconds
            : seconds < comes + stands ? stop : stop + 120 * (seconds - comes - stands);
  }

  /** Breakdowns, those who only drive by, and high lorries of the lane beside it. */
  private void shoulder() {
    double at = between(20, 60);
    while (at < SECONDS - 420) {
      switch (random.nextInt(4)) {
        case 0, 1 -> at = breakdown("shoulder", SHOULDER, at, between(12, 200), 5);
        case 2 -> at = pass(SHOULDER, at, 50);
        default -> at = pass(285, at, 150);
      }
      at += between(15, 50);
    }
    double cover = SECONDS - between(130, 145);
    covered.add(new double[] {cover, cover + 60});
    tell("black began", cover, cover + 2);
    tell("black ended", cover + 60, cover + 62);
  }

  private double pass(double ground, double at, double height) {
    vehicles.add(new Vehicle(at, at + WIDTH / 120.0, ground, height, seconds -> 120 * seconds));
    return at + WIDTH / 120.0;
  }

  /** Tells what is to be told of one that may not stand there; returns when it is gone. */
  private double breakdown(String lane, double ground, double at, double stands, double dwell) {
    double stop = between(150, 450);
    double comes = stop / 120;
    double gone = at + comes + stands + (WIDTH - stop) / 120;
    vehicles.add(new Vehicle(at, gone, ground, 50, stopping(stop, stands)));
    if (stands > 30) {
      double hides = at + comes + between(8, stands - 15);
      hidden.add(new double[] {hides, hides + OCCLUSION_SECONDS, ground});
    }
    double stood = at + comes;
    tell(lane + " began", stood + dwell - 1, stood + dwell + 6);
    tell(lane + " ended", stood + stands - 0.5, gone + 1);
    return gone;
  }

  private void tell(String what, double from, double to) {
    expected.add(new Expected(what, from, to));
  }

  /** Closed from 600 to 1500 and from 2400 to 3300 seconds; entries lie at and around the edges. */
  private void bus() {
    double early = between(560, 590);
    parks(early, 80);
    tell("bus began", 602.5, 604);
    tell("bus ended", early + 80, early + 90);
    double inside = between(800, 1200);
    parks(inside, 40);
    tell("bus began", inside + 2.5, inside + LATEST);
    tell("bus ended", inside + 40, inside + 50);
    double late = between(1460, 1485);
    parks(late, 100);
    tell("bus began", late + 2.5, late + LATEST);
    tell("bus ended hours-over", 1497, 1500.5);
    parks(between(1700, 2200), 60);
    double over = between(2360, 2390);
    parks(over, 1000);
    tell("bus began", 2402.5, 2404);
    tell("bus ended hours-over", 3297, 3300.5);
  }

  private void parks(double at, double stands) {
    double stop = between(200, 400);
    vehicles.add(
        new Vehicle(
            at, at + stop / 120 + stands + (WIDTH - stop) / 120, BUS, 40, stopping(stop, stands)));
  }

  /**
   * Traffic flows; twice it stands in both lanes, and once one breaks down while the other flows.
   */
  private void group() {
    double first = between(400, 700);
    double second = between(1500, 1800);
    double alone = between(2400, 2800);
    flow(FAR, 5, first);
    flow(NEAR, 5, first);
    queue(first, between(60, 150));
    queue(second, between(60, 150));
    flow(FAR, second + 200, alone - 20);
    flow(NEAR, second + 200, SECONDS - 20);
    breakdown("far", FAR, alone, between(40, 90), 10);
  }

  private void flow(double ground, double from, double to) {
    for (double at = from; at < to - 6; at += between(7, 15)) {
      double speed = between(100, 160);
      vehicles.add(new Vehicle(at, at + WIDTH / speed, ground, 25, seconds -> speed * seconds));
    }
  }

  /** Three in each lane come up one after the other, stand, and drive off together. */
  private void queue(double at, double stands) {
    double over = at + 8 + stands;
    for (double ground : new double[] {FAR, NEAR}) {
      for (int place = 0; place < 3; place++) {
        double stop = 520 - 160 * place;
        double comes = at + 2 * place;
        double stand = over - comes - stop / 120;
        vehicles.add(
            new Vehicle(comes, over + (WIDTH - stop) / 120, ground, 25, stopping(stop, stand)));
      }
    }
    tell("south began", at + 5, at + 16);
    tell("south ended", over - 1, over + 8);
  }

  /** What the worker would answer, a batch a second. */
  List<Analysis> batches() {
    List<Analysis> batches = new ArrayList<>();
    Random noise = new Random(random.nextLong());
    for (int second = 0; second < SECONDS; second++) {
      List<AnalysedPicture> pictures = new ArrayList<>();
      List<ViewLook> views = new ArrayList<>();
      for (int look = 0; look < LOOKS_A_SECOND; look++) {
        int number = (int) (second * LOOKS_A_SECOND) + look;
        AnalysedPicture picture = picture(number / LOOKS_A_SECOND, noise);
        pictures.add(picture);
        if (number % LOOKS_A_VIEW == 0) {
          views.add(
              new ViewLook(
                  picture.mediaMicros(),
                  picture.captureTime(),
                  outline(number / LOOKS_A_SECOND, noise)));
        }
      }
      batches.add(new Analysis(pictures, List.of(), views, pictures.size(), 0));
    }
    return batches;
  }

  private AnalysedPicture picture(double second, Random noise) {
    List<Detection> seen = new ArrayList<>();
    boolean black = isCovered(second);
    for (Vehicle one : vehicles) {
      boolean there = second >= one.from && second < one.to;
      if (there && !black && !isHidden(one, second) && noise.nextDouble() >= MISSED) {
        seen.add(one.at(second, noise));
      }
    }
    long micros = Math.round(second * 1e6);
    CaptureTime time =
        new CaptureTime(
            START.plusNanos(micros * 1000), CaptureTime.Source.RTCP_SR, Duration.ofMillis(10));
    return new AnalysedPicture(micros, time, WIDTH, HEIGHT, 0.01, seen);
  }

  private boolean isCovered(double second) {
    return covered.stream().anyMatch(span -> second >= span[0] && second < span[1]);
  }

  private boolean isHidden(Vehicle one, double second) {
    return hidden.stream()
        .anyMatch(span -> span[2] == one.ground && second >= span[0] && second < span[1]);
  }

  private Outline outline(double second, Random noise) {
    byte[] levels = new byte[CELLS];
    byte[] details = new byte[CELLS];
    for (int cell = 0; cell < CELLS && !isCovered(second); cell++) {
      levels[cell] = (byte) (60 + cell * 7919 % 101 + noise.nextInt(3));
      details[cell] = (byte) (30 + cell * 104_729 % 61 + noise.nextInt(3));
    }
    return new Outline(levels, details, 8);
  }
}
