package io.outpost.agent.cli;

import io.outpost.agent.evaluate.ClipEvaluation;
import io.outpost.agent.evaluate.CountResult;
import io.outpost.agent.evaluate.CountTruth.Counted;
import io.outpost.agent.evaluate.Evaluation;
import io.outpost.agent.evaluate.FaceResult;
import io.outpost.agent.evaluate.LaneResult;
import io.outpost.agent.evaluate.Outcome;
import io.outpost.agent.evaluate.RecordedScores.Shortfall;
import io.outpost.agent.evaluate.Score;
import io.outpost.agent.evaluate.Span;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What {@code outpost evaluate} says to a person. */
final class EvaluationText {
  private static final String NONE = "-";

  private final Evaluation evaluation;
  private final Terminal terminal;
  private final PrintWriter out;

  EvaluationText(Evaluation evaluation, Terminal terminal) {
    this.evaluation = evaluation;
    this.terminal = terminal;
    this.out = terminal.out();
  }

  void print() {
    lanes().print(out, terminal.words());
    out.println();
    faces().print(out, terminal.words());
    out.println();
    out.println("times in seconds: on average, and the worst in brackets");
    evaluation.clips().forEach(this::findings);
    List<Boolean> runs = evaluation.total().runs();
    if (!runs.isEmpty() && !runs.contains(false)) {
      out.println(format("%d clips replayed twice: the same events both times", runs.size()));
    }
  }

  private Table lanes() {
    Table table =
        new Table(
            "CLIP", "EXPECTED", "FOUND", "MISSED", "FALSE", "PRECISION", "RECALL", "START", "END");
    for (ClipEvaluation clip : evaluation.clips()) {
      if (clip.truth().lanes().isPresent()) {
        table.add(lanes(clip.truth().name(), clip.outcome()));
      }
    }
    table.add(lanes(all(), evaluation.total()));
    return table;
  }

  private static String[] lanes(String name, Outcome outcome) {
    LaneResult lanes = outcome.lanes();
    return new String[] {
      name,
      Integer.toString(lanes.found().size() + lanes.missed().size()),
      Integer.toString(lanes.found().size()),
      Integer.toString(lanes.missed().size()),
      Integer.toString(lanes.wrong().size()),
      number(Score.LANE_PRECISION.of(outcome)),
      number(Score.LANE_RECALL.of(outcome)),
      both(Score.LANE_START_MEAN.of(outcome), Score.LANE_START_WORST.of(outcome)),
      both(Score.LANE_END_MEAN.of(outcome), Score.LANE_END_WORST.of(outcome))
    };
  }

  private Table faces() {
    Table table =
        new Table(
            "CLIP",
            "PEOPLE",
            "CAPTURED",
            "TWICE",
            "MISSED",
            "FALSE",
            "BEST SHOT IN TIME",
            "OFF BY",
            "WIDTH");
    for (ClipEvaluation clip : evaluation.clips()) {
      if (clip.truth().faces().isPresent()) {
        table.add(faces(clip.truth().name(), clip.outcome()));
      }
    }
    table.add(faces(all(), evaluation.total()));
    return table;
  }

  private static String[] faces(String name, Outcome outcome) {
    FaceResult faces = outcome.faces();
    return new String[] {
      name,
      Integer.toString(faces.captured().size() + faces.missed().size()),
      Integer.toString(faces.captured().size()),
      Integer.toString(faces.twice().size()),
      Integer.toString(faces.missed().size()),
      Integer.toString(faces.wrong().size()),
      percent(Score.BEST_SHOT_INSIDE.of(outcome)),
      both(Score.BEST_SHOT_MEAN.of(outcome), Score.BEST_SHOT_WORST.of(outcome)),
      percent(Score.BEST_SHOT_WIDTH.of(outcome))
    };
  }

  private String all() {
    return terminal.words().of("all clips");
  }

  /** What is not as it should be, one line each. */
  private void findings(ClipEvaluation clip) {
    String name = clip.truth().name();
    Outcome outcome = clip.outcome();
    LaneResult lanes = outcome.lanes();
    lanes
        .missed()
        .forEach(
            one ->
                out.println(
                    format("%s: lane %s: missed at %s s", name, one.lane(), time(one.when()))));
    lanes
        .wrong()
        .forEach(
            one ->
                out.println(
                    format(
                        "%s: lane %s: false event at %s s, track %d",
                        name, one.lane(), time(one.when()), one.track())));
    outcome.congestion().ifPresent(queues -> congestion(name, queues));
    FaceResult faces = outcome.faces();
    faces
        .missed()
        .forEach(one -> out.println(format("%s: face missed at %s s", name, time(one.when()))));
    faces
        .twice()
        .forEach(
            one ->
                out.println(
                    format(
                        "%s: face captured twice at %.2f s, track %d",
                        name, one.at(), one.track())));
    faces
        .wrong()
        .forEach(
            one ->
                out.println(
                    format("%s: false face at %.2f s, track %d", name, one.at(), one.track())));
    outcome.counts().stream().filter(count -> !count.right()).forEach(one -> count(name, one));
    if (outcome.runs().contains(false)) {
      out.println(format("%s: the second run told something else", name));
    }
  }

  private void congestion(String name, LaneResult queues) {
    queues
        .missed()
        .forEach(
            one ->
                out.println(
                    format(
                        "%s: group %s: congestion missed at %s s",
                        name, one.lane(), time(one.when()))));
    queues
        .wrong()
        .forEach(
            one ->
                out.println(
                    format(
                        "%s: group %s: false congestion at %s s",
                        name, one.lane(), time(one.when()))));
  }

  private void count(String name, CountResult count) {
    String text =
        count.truth().events() == Counted.FACES
            ? "%s: %d faces, expected %d to %d"
            : "%s: %d lane events, expected %d to %d";
    out.println(format(text, name, count.events(), count.truth().least(), count.truth().most()));
  }

  /**
   * Says on standard error what is worse than recorded.
   *
   * @param missing recorded clips that were not evaluated
   */
  void tell(List<String> missing, List<Shortfall> worse) {
    PrintWriter err = terminal.err();
    missing.forEach(
        name -> err.println(format("outpost: %s: is recorded, and has no file of truth", name)));
    for (Shortfall one : worse) {
      err.println(
          format(
              "outpost: %s: %s is %s, recorded is %s",
              one.clip(),
              one.score().label(),
              one.now().map(BigDecimal::toPlainString).orElse(NONE),
              one.recorded().toPlainString()));
    }
  }

  private static String time(Span span) {
    return span.from() == span.to()
        ? format("%.2f", span.from())
        : format("%.2f-%.2f", span.from(), span.to());
  }

  private static String both(OptionalDouble mean, OptionalDouble worst) {
    return mean.isEmpty()
        ? NONE
        : format("%.2f (%.2f)", mean.getAsDouble(), worst.orElse(mean.getAsDouble()));
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? NONE : format("%.2f", value.getAsDouble());
  }

  private static String percent(OptionalDouble value) {
    return value.isEmpty() ? NONE : format("%.0f %%", value.getAsDouble() * 100);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
