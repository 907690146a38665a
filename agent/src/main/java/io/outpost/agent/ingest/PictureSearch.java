package io.outpost.agent.ingest;

import io.outpost.agent.time.CaptureTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds, in the kept pictures of one stream, the one that shows the moment of a picture of another
 * stream of the same camera: the nearest by capture time.
 */
public final class PictureSearch {
  /**
   * The furthest that is taken for the same moment, however inexact the times are: within it
   * somebody who walks moves by a third of a metre. Capture times that are arrivals differ by how
   * long the two streams take to be coded and sent, of which less than this is known.
   */
  public static final Duration MAX_APART = Duration.ofMillis(250);

  /** Cameras' clocks tick in milliseconds, and their picture intervals are not all alike. */
  private static final Duration SLACK = Duration.ofMillis(5);

  private PictureSearch() {}

  /** What came of it. */
  public sealed interface Result {}

  /**
   * @param group from its key picture to the wanted picture, which is the last
   * @param ahead by how much that was taken after the moment
   * @param nearestToCome false when one that has not arrived yet may be nearer
   */
  public record Found(GroupOfPictures group, Duration ahead, boolean nearestToCome)
      implements Result {}

  /** There is none. */
  public record Missing(Absence why) implements Result {}

  private record Candidate(GroupOfPictures group, int index) {
    AccessUnit unit() {
      return group.units().get(index);
    }

    Instant instant() {
      return unit().captureTime().instant();
    }

    Duration from(Instant moment) {
      return Duration.between(moment, instant());
    }
  }

  /**
   * Searches for a moment.
   *
   * @param groups of one stream, oldest first
   * @param moment a picture's capture time in another stream of this camera. Only times that are
   *     known in the same way are compared: the clock of a camera and that of this machine may be
   *     apart by more than any tolerance.
   */
  public static Result search(List<GroupOfPictures> groups, CaptureTime moment) {
    List<Candidate> candidates = candidates(groups, moment.source());
    if (candidates.isEmpty()) {
      return new Missing(groups.isEmpty() ? Absence.NOT_KEPT : Absence.TIME_SOURCE);
    }
    Instant wanted = moment.instant();
    Candidate nearest =
        candidates.stream().min(Comparator.comparing(one -> one.from(wanted).abs())).orElseThrow();
    Instant newest =
        candidates.stream().map(Candidate::instant).max(Comparator.naturalOrder()).orElseThrow();
    Instant oldest =
        candidates.stream().map(Candidate::instant).min(Comparator.naturalOrder()).orElseThrow();
    Duration half = interval(candidates).dividedBy(2).plus(SLACK);
    boolean mayCome = newest.isBefore(wanted.minus(half));
    Duration bounds = moment.errorBound().plus(nearest.unit().captureTime().errorBound());
    Duration tolerance = min(half.plus(bounds), MAX_APART);
    Duration ahead = nearest.from(wanted);
    if (ahead.abs().compareTo(tolerance) > 0) {
      Absence outside = wanted.isBefore(oldest) ? Absence.NOT_KEPT : Absence.GAP;
      return new Missing(mayCome ? Absence.NOT_YET : outside);
    }
    List<AccessUnit> units = nearest.group().units().subList(0, nearest.index() + 1);
    boolean lossy = units.stream().skip(1).anyMatch(unit -> unit.lostBefore() > 0);
    return lossy
        ? new Missing(Absence.LOSSY)
        : new Found(new GroupOfPictures(units), ahead, !mayCome);
  }

  private static List<Candidate> candidates(
      List<GroupOfPictures> groups, CaptureTime.Source source) {
    List<Candidate> candidates = new ArrayList<>();
    for (GroupOfPictures group : groups) {
      for (int i = 0; i < group.units().size(); i++) {
        if (group.units().get(i).captureTime().source() == source) {
          candidates.add(new Candidate(group, i));
        }
      }
    }
    return candidates;
  }

  /** From picture to picture as a rule; zero when there is but one. */
  private static Duration interval(List<Candidate> candidates) {
    List<Instant> instants = candidates.stream().map(Candidate::instant).sorted().toList();
    List<Duration> steps = new ArrayList<>();
    for (int i = 1; i < instants.size(); i++) {
      steps.add(Duration.between(instants.get(i - 1), instants.get(i)));
    }
    steps.sort(Comparator.naturalOrder());
    return steps.isEmpty() ? Duration.ZERO : steps.get(steps.size() / 2);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
