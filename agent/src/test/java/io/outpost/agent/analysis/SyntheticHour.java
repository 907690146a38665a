package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.WIDTH;
import static io.outpost.agent.analysis.Pictures.lane;

import io.outpost.agent.analysis.HourBreak.Kind;
import io.outpost.agent.analysis.HourOracle.Expected;
import io.outpost.agent.analysis.HourOracle.Parked;
import io.outpost.agent.analysis.HourOracle.Terms;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.DayHours;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An hour before one camera, drawn from a seed: each lane has a story of its own, and now and then
 * nobody watches. What is to be told of it is known by the script alone, see {@link HourOracle};
 * {@link HourPictures} draws what detectors would see of it.
 *
 * <p>Lanes from top to bottom: {@code far} and {@code near}, one group in which vehicles may not
 * stand; {@code bus}, closed to all in certain hours; {@code shoulder}, where nobody may stand. A
 * camera that turns has them at one preset, and at another {@code yard}, where nobody may be.
 */
public final class SyntheticHour {
  /** Of its pictures. */
  public static final Stills STILLS = Pictures.STILLS;

  static final int SECONDS = 3600;
  public static final Instant START = Instant.parse("2026-03-02T07:00:00Z");
  static final String ROAD = "Road";
  static final String YARD = "Yard";
  static final String NOWHERE = "";

  private static final double OCCLUSION_SECONDS = 2;

  /** Between two breaks, in which something can be seen. */
  private static final double APART = 10;

  private static final double FAR = 110;
  private static final double NEAR = 170;
  private static final double BUS = 240;
  private static final double SHOULDER = 320;
  private static final double IN_YARD = 200;
  private static final List<double[]> ALWAYS = List.of(new double[] {-1, SECONDS + 1});
  private static final List<double[]> BUS_HOURS =
      List.of(new double[] {600, 1500}, new double[] {2400, 3300});

  /** One that is to be told, if it is in the lane for long enough while it counts. */
  private record Story(Terms terms, Parked parked, String place, double ground) {}

  /** Vehicles that come up in both lanes of the group, and drive on together. */
  private record Queue(double at, double over) {}

  private final Random random;
  private final boolean turns;
  private final List<HourVehicle> vehicles = new ArrayList<>();
  private final List<Story> stories = new ArrayList<>();
  private final List<Queue> queues = new ArrayList<>();
  private final List<double[]> hidden = new ArrayList<>();
  private final double cover;
  private List<HourBreak> breaks = List.of();

  /**
   * @param turns whether the camera turns; if not, it is covered once
   */
  public SyntheticHour(long seed, boolean turns) {
    random = new Random(seed);
    this.turns = turns;
    shoulder();
    bus();
    group();
    yard();
    cover = turns ? SECONDS : SECONDS - between(130, 145);
    drawBreaks();
  }

  /** The camera that it is before. */
  public Camera camera() {
    List<Lane> lanes =
        new ArrayList<>(
            List.of(
                lane("far", 95, 125, Duration.ofSeconds(10)).under(standing(Optional.of("south"))),
                lane("near", 150, 185, Duration.ofSeconds(10))
                    .under(standing(Optional.of("south"))),
                lane("bus", 215, 260, Duration.ofSeconds(3))
                    .under(
                        new LaneTerms(
                            Optional.empty(),
                            Motion.ANY,
                            List.of(DayHours.parse("07:10-07:25"), DayHours.parse("07:40-07:55")))),
                lane("shoulder", 295, 345, Duration.ofSeconds(5))
                    .under(standing(Optional.empty()))));
    if (turns) {
      lanes.replaceAll(one -> one.under(one.terms().atPreset(Optional.of(ROAD))));
      lanes.add(
          lane("yard", 150, 300, Duration.ofSeconds(2))
              .under(LaneTerms.NONE.atPreset(Optional.of(YARD))));
    }
    return new CameraDraft(
            "hour", CameraDraft.of(Pictures.camera(Faces.DISABLED)).build().streams())
        .lanes(lanes)
        .timeZone(Optional.of(ZoneOffset.UTC))
        .build();
  }

  private static LaneTerms standing(Optional<String> group) {
    return new LaneTerms(Optional.empty(), Motion.STANDING, List.of(), group);
  }

  /** What watches it. */
  public CameraAnalysis analysis() {
    return new CameraAnalysis(camera(), Image.Stream.MAIN, SharperStills.NONE);
  }

  /** What is to be told of it. */
  public List<Expected> expected() {
    HourOracle oracle = oracle(breaks);
    List<Expected> expected = new ArrayList<>(oracle.expected());
    if (!turns) {
      expected.add(new Expected("black began", cover, cover + 2));
      expected.add(new Expected("black ended", cover + 60, cover + 62));
    }
    expected.sort(Comparator.comparingDouble(Expected::from));
    return expected;
  }

  private HourOracle oracle(List<HourBreak> broken) {
    HourOracle oracle = new HourOracle(broken, turns, SECONDS);
    stories.forEach(one -> oracle.parked(one.terms, one.parked, others(one)));
    queues.forEach(one -> oracle.queue("south", one.at, one.over, preset(ROAD)));
    return oracle;
  }

  /** When others are in its lane. */
  private List<double[]> others(Story one) {
    return vehicles.stream()
        .filter(other -> other.ground() == one.ground && other.place().equals(one.place))
        .filter(other -> other.from() != one.parked.came())
        .map(other -> new double[] {other.from(), other.to()})
        .toList();
  }

  private Optional<String> preset(String name) {
    return turns ? Optional.of(name) : Optional.empty();
  }

  private double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  /** Breakdowns, those who only drive by, and high lorries of the lane beside it. */
  private void shoulder() {
    Terms terms = new Terms("shoulder", 5, true, false, ALWAYS, preset(ROAD));
    double at = between(20, 60);
    while (at < SECONDS - 420) {
      switch (random.nextInt(4)) {
        case 0, 1 -> at = breakdown(terms, SHOULDER, at, between(12, 200));
        case 2 -> at = pass(SHOULDER, at, 50);
        default -> at = pass(285, at, 150);
      }
      at += between(15, 50);
    }
  }

  private double pass(double ground, double at, double height) {
    drive(ground, at, height, HourVehicle.SPEED);
    return at + WIDTH / HourVehicle.SPEED;
  }

  private void drive(double ground, double at, double height, double speed) {
    vehicles.add(
        new HourVehicle(ROAD, at, at + WIDTH / speed, ground, height, seconds -> speed * seconds));
  }

  /** One that may not stand there; returns when it is gone. */
  private double breakdown(Terms terms, double ground, double at, double stands) {
    Parked parked = HourVehicle.parked(at, between(150, 450), stands);
    if (stands > 30) {
      double hides = parked.stops() + between(8, stands - 15);
      hidden.add(new double[] {hides, hides + OCCLUSION_SECONDS, ground});
      parked =
          new Parked(
              at,
              parked.stops(),
              parked.drives(),
              parked.gone(),
              new double[] {hides, hides + OCCLUSION_SECONDS});
    }
    vehicles.add(HourVehicle.stopping(ROAD, parked, ground, 50));
    stories.add(new Story(terms, parked, ROAD, ground));
    return parked.gone();
  }

  /** Closed from 600 to 1500 and from 2400 to 3300 seconds; entries lie at and around the edges. */
  private void bus() {
    Terms terms = new Terms("bus", 3, false, false, BUS_HOURS, preset(ROAD));
    parks(terms, ROAD, BUS, between(560, 585), 80);
    parks(terms, ROAD, BUS, between(800, 1200), 40);
    parks(terms, ROAD, BUS, between(1460, 1485), 100);
    parks(terms, ROAD, BUS, between(1700, 2200), 60);
    parks(terms, ROAD, BUS, between(2360, 2385), 1000);
  }

  private double parks(Terms terms, String place, double ground, double at, double stands) {
    Parked parked = HourVehicle.parked(at, between(200, 400), stands);
    vehicles.add(HourVehicle.stopping(place, parked, ground, 40));
    stories.add(new Story(terms, parked, place, ground));
    return parked.gone();
  }

  /** Who parks there stays for minutes. */
  private void yard() {
    Terms terms = new Terms("yard", 2, false, false, ALWAYS, preset(YARD));
    double at = between(10, 120);
    while (turns && at < SECONDS - 720) {
      at = parks(terms, YARD, IN_YARD, at, between(30, 600)) + between(60, 300);
    }
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
    Terms terms = new Terms("far", 10, true, true, ALWAYS, preset(ROAD));
    breakdown(terms, FAR, alone, between(40, 90));
  }

  private void flow(double ground, double from, double to) {
    for (double at = from; at < to - 6; at += between(7, 15)) {
      drive(ground, at, 25, between(100, 160));
    }
  }

  /** Three in each lane come up one after the other, stand, and drive off together. */
  private void queue(double at, double stands) {
    double over = at + 8 + stands;
    for (double ground : new double[] {FAR, NEAR}) {
      for (int place = 0; place < 3; place++) {
        double stop = 520 - 160 * place;
        double stops = HourVehicle.parked(at + 2 * place, stop, 0).stops();
        Parked parked = HourVehicle.parked(at + 2 * place, stop, over - stops);
        vehicles.add(HourVehicle.stopping(ROAD, parked, ground, 25));
      }
    }
    queues.add(new Queue(at, over));
  }

  /** Where the camera looks in turn, and then whatever else keeps one from watching. */
  private void drawBreaks() {
    double at = between(30, 120);
    while (turns && at < SECONDS - 400) {
      String to = random.nextInt(4) == 0 ? NOWHERE : YARD;
      double back = at + between(20, 120);
      if (offer(turn(at, to), turn(back, ROAD))) {
        at = back + between(40, 250);
      } else {
        at += between(5, 15);
      }
    }
    for (double[] hours : BUS_HOURS) {
      around(hours[0]);
      around(hours[1]);
    }
    for (Queue one : queues) {
      within(one.at + 17, one.over - 5);
    }
    for (Story one : stories) {
      within(one.parked.stops(), one.parked.drives());
    }
    for (int i = 0; i < 20; i++) {
      within(20, SECONDS - 160);
    }
  }

  private HourBreak turn(double at, String to) {
    return new HourBreak(Kind.TURN, at, at + between(4, 9), to);
  }

  private void around(double moment) {
    boolean found = random.nextInt(3) == 0;
    for (int i = 0; i < 10 && !found; i++) {
      found = offer(away(moment - between(0.3, 25), moment + between(0.3, 25)));
    }
  }

  /** Begins in there; what is away may be away for longer. */
  private void within(double from, double to) {
    boolean found = random.nextInt(3) == 0;
    for (int i = 0; i < 10 && !found; i++) {
      double at = between(from, to);
      found = offer(away(at, at + between(2, random.nextBoolean() ? 15 : 120)));
    }
  }

  private HourBreak away(double from, double to) {
    Kind[] kinds = {Kind.STREAM, Kind.WORKER, Kind.STOP, Kind.KILL};
    String looksAt = ROAD;
    for (HourBreak one : breaks) {
      looksAt = one.from() < from ? one.looksAt() : looksAt;
    }
    return new HourBreak(kinds[random.nextInt(kinds.length)], from, to, looksAt);
  }

  /** Whether these are made: it can be said what is right then. */
  private boolean offer(HourBreak... more) {
    List<HourBreak> all = new ArrayList<>(breaks);
    all.addAll(List.of(more));
    all.sort(Comparator.comparingDouble(HourBreak::from));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).from() - all.get(i - 1).to() < APART) {
        return false;
      }
    }
    if (all.get(all.size() - 1).to() > SECONDS - 160 || !oracle(all).clear()) {
      return false;
    }
    breaks = all;
    return true;
  }

  /** When nobody watches. */
  public List<HourBreak> breaks() {
    return breaks;
  }

  /** Shows it to somebody. */
  public void play(HourPictures.Watcher watcher) {
    List<double[]> covered = turns ? List.of() : List.of(new double[] {cover, cover + 60});
    new HourPictures(vehicles, hidden, covered, new Random(random.nextLong()))
        .play(breaks, turns, watcher);
  }
}
