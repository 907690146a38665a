package io.outpost.agent.view;

import io.outpost.agent.camera.Tamper;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says when a camera's pictures are not to be trusted any more, and when they are again. A bus that
 * stops in front of the lens for a moment is not told: it has to last. Not thread-safe.
 */
public final class ViewWatch {
  /** How long something must be the matter, and for how long it must be over, microseconds. */
  static final long LASTING_MICROS = 10_000_000;

  /**
   * Something begins or ends to be the matter.
   *
   * @param since the first picture that showed it
   */
  public record Turn(Tamper tamper, boolean begins, ViewLook since) {}

  private final Set<Tamper> watched = EnumSet.noneOf(Tamper.class);
  private final ViewModel model;
  private final Freeze freeze = new Freeze();
  private Optional<Tamper> told = Optional.empty();
  private Optional<Tamper> doubted = Optional.empty();
  private Optional<ViewLook> since = Optional.empty();
  private long lastMicros = Long.MIN_VALUE;

  /**
   * @param watched what is to be told; of the rest nothing is said, and all pictures are trusted
   * @param grid leaves out what is masked
   */
  public ViewWatch(Set<Tamper> watched, ViewGrid grid) {
    this.watched.addAll(watched);
    this.model = new ViewModel(grid);
  }

  /** Takes the next look; one that is not later than the last is known already. */
  public List<Turn> take(ViewLook view) {
    if (watched.isEmpty() || view.mediaMicros() <= lastMicros) {
      return List.of();
    }
    lastMicros = view.mediaMicros();
    return settle(found(view), view);
  }

  private Optional<Tamper> found(ViewLook view) {
    Optional<Tamper> found = model.look(view.outline());
    boolean frozen = freeze.look(view, found.isEmpty());
    if (found.isPresent() && !watched.contains(found.get())) {
      model.forget(); // It may be turned at will: what it shows now is its view.
      found = Optional.empty();
    }
    return found.isEmpty() && frozen && watched.contains(Tamper.FROZEN)
        ? Optional.of(Tamper.FROZEN)
        : found;
  }

  private List<Turn> settle(Optional<Tamper> found, ViewLook view) {
    if (found.equals(told)) {
      since = Optional.empty();
      return List.of();
    }
    ViewLook first = since.orElse(view);
    boolean thaws = found.isEmpty() && told.equals(Optional.of(Tamper.FROZEN));
    boolean other = found.isEmpty() != doubted.isEmpty();
    if (since.isEmpty() || other) {
      first = view;
      since = Optional.of(view);
    }
    doubted = found;
    boolean sure = found.equals(Optional.of(Tamper.FROZEN)) || thaws; // It has lasted already.
    if (!sure && view.mediaMicros() - first.mediaMicros() < LASTING_MICROS) {
      return List.of();
    }
    List<Turn> turns = new ArrayList<>();
    ViewLook turned = first;
    told.ifPresent(one -> turns.add(new Turn(one, false, turned)));
    found.ifPresent(one -> turns.add(new Turn(one, true, turned)));
    told = found;
    since = Optional.empty();
    return turns;
  }

  /** What is the matter with the pictures that come now. */
  public Optional<Tamper> tamper() {
    return told;
  }

  /** Media time begins anew; what the view is like is kept. */
  public void restart() {
    freeze.restart();
    since = Optional.empty();
    lastMicros = Long.MIN_VALUE;
  }
}
