package io.outpost.agent.plan;

import io.outpost.agent.gate.GateMode.Watch;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a box that serves some cameras has room for one more, by what was measured on it.
 *
 * @param registered those that it serves already
 */
public record Admission(Capacity box, Costs costs, List<PlannedCamera> registered) {
  /** What about the new camera, or about the others, makes it fit; the least loss comes first. */
  public enum Remedy {
    /** Analyse its small picture rather than the full one. */
    SUB_STREAM,
    /** Wait on its key pictures alone. */
    ECO,
    /** Both. */
    SUB_STREAM_AND_ECO,
    /** Have it send half as many pictures a second. */
    FEWER_PICTURES,
    /** Watch the others in eco mode. */
    OTHERS_ECO
  }

  /**
   * An answer.
   *
   * @param cameras how many there would be
   * @param load of all of them together
   * @param remedies what would make them fit; none when they fit
   */
  public record Verdict(int cameras, Capacity.Load load, List<Remedy> remedies) {
    public Verdict {
      remedies = List.copyOf(remedies);
    }

    /** Whether there is room. */
    public boolean fits() {
      return load.fits();
    }
  }

  public Admission {
    registered = List.copyOf(registered);
  }

  /** With one more that is registered. */
  public Admission with(PlannedCamera camera) {
    List<PlannedCamera> more = new ArrayList<>(registered);
    more.add(camera);
    return new Admission(box, costs, more);
  }

  /** Of those that are registered. */
  public Capacity.Load load() {
    return box.load(demand(registered));
  }

  public Verdict judge(PlannedCamera camera) {
    Capacity.Load load = load(registered, camera);
    return new Verdict(registered.size() + 1, load, load.fits() ? List.of() : remedies(camera));
  }

  private List<Remedy> remedies(PlannedCamera camera) {
    List<Remedy> remedies = new ArrayList<>();
    boolean large = camera.stream().pixels() > PlannedStream.SUB.pixels();
    boolean close = camera.watch() != Watch.ECO;
    PlannedStream halved = camera.stream().at(camera.stream().picturesPerSecond() / 2);
    if (large && fits(camera.with(PlannedStream.SUB))) {
      remedies.add(Remedy.SUB_STREAM);
    }
    if (close && fits(camera.in(Watch.ECO))) {
      remedies.add(Remedy.ECO);
    }
    if (large
        && close
        && remedies.isEmpty()
        && fits(camera.with(PlannedStream.SUB).in(Watch.ECO))) {
      remedies.add(Remedy.SUB_STREAM_AND_ECO);
    }
    if (fits(camera.with(halved))) {
      remedies.add(Remedy.FEWER_PICTURES);
    }
    if (registered.stream().anyMatch(other -> other.watch() != Watch.ECO)
        && load(registered.stream().map(other -> other.in(Watch.ECO)).toList(), camera).fits()) {
      remedies.add(Remedy.OTHERS_ECO);
    }
    return remedies;
  }

  private boolean fits(PlannedCamera camera) {
    return load(registered, camera).fits();
  }

  private Capacity.Load load(List<PlannedCamera> others, PlannedCamera camera) {
    return box.load(demand(others).plus(costs.of(camera)));
  }

  private Demand demand(List<PlannedCamera> cameras) {
    return cameras.stream().map(costs::of).reduce(Demand.NONE, Demand::plus);
  }
}
