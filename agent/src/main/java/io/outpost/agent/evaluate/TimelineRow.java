package io.outpost.agent.evaluate;

import io.outpost.agent.camera.Lane;
import io.outpost.agent.evaluate.Bar.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row of the timeline: a lane's truth, a lane's events, people, or shots.
 *
 * @param bars in the order of their beginnings
 */
record TimelineRow(String label, List<Bar> bars) {
  TimelineRow {
    bars = bars.stream().sorted(Comparator.comparingDouble(bar -> bar.when().from())).toList();
  }

  /** All of a clip: of each lane the truth and what was told, then faces. */
  static List<TimelineRow> of(ClipEvaluation clip) {
    List<TimelineRow> rows = new ArrayList<>();
    for (Lane lane : clip.truth().watched().camera().lanes()) {
      rows.add(new TimelineRow(lane.id() + ", seen", truths(clip, lane.id())));
      rows.add(new TimelineRow(lane.id() + ", told", occupations(clip, lane.id())));
    }
    if (clip.truth().watched().camera().faces().enabled()) {
      rows.add(new TimelineRow("faces, seen", people(clip)));
      rows.add(new TimelineRow("faces, told", shots(clip)));
    }
    return rows;
  }

  private static List<Bar> truths(ClipEvaluation clip, String lane) {
    List<LaneTruth> missed = clip.outcome().lanes().missed();
    return clip.truth().lanes().orElse(List.of()).stream()
        .filter(truth -> truth.lane().equals(lane))
        .map(truth -> seen(truth.when(), truth.either(), missed.contains(truth)))
        .toList();
  }

  private static Bar seen(Span when, boolean either, boolean missed) {
    Verdict told = missed ? Verdict.MISSED : Verdict.RIGHT;
    return bar(when, either ? Verdict.NEITHER : told, "seen");
  }

  private static List<Bar> occupations(ClipEvaluation clip, String lane) {
    return clip.told().occupations().stream()
        .filter(told -> told.lane().equals(lane))
        .map(told -> bar(told.when(), verdict(clip.outcome(), told), "track " + told.track()))
        .toList();
  }

  static Verdict verdict(Outcome outcome, Occupation told) {
    LaneResult lanes = outcome.lanes();
    if (lanes.wrong().contains(told)) {
      return Verdict.FALSE;
    }
    boolean right = lanes.found().stream().anyMatch(match -> match.told().equals(told));
    return right ? Verdict.RIGHT : Verdict.NEITHER;
  }

  private static List<Bar> people(ClipEvaluation clip) {
    List<FaceTruth> missed = clip.outcome().faces().missed();
    return clip.truth().faces().orElse(List.of()).stream()
        .map(truth -> seen(truth.when(), truth.either(), missed.contains(truth)))
        .toList();
  }

  private static List<Bar> shots(ClipEvaluation clip) {
    return clip.told().shots().stream()
        .map(
            shot ->
                bar(Span.moment(shot.at()), verdict(clip.outcome(), shot), "track " + shot.track()))
        .toList();
  }

  static Verdict verdict(Outcome outcome, Shot shot) {
    FaceResult faces = outcome.faces();
    if (faces.wrong().contains(shot)) {
      return Verdict.FALSE;
    }
    if (faces.twice().contains(shot)) {
      return Verdict.TWICE;
    }
    boolean right = faces.captured().stream().anyMatch(match -> match.told().equals(shot));
    return right ? Verdict.RIGHT : Verdict.NEITHER;
  }

  private static Bar bar(Span when, Verdict verdict, String what) {
    return new Bar(when, verdict, what + ", " + Html.seconds(when) + ", " + verdict.label());
  }
}
