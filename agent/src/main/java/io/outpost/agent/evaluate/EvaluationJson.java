package io.outpost.agent.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** An evaluation for machines; {@code agent/docs/EVALUATION.md} explains it. */
public final class EvaluationJson {
  static final int VERSION = 1;

  private EvaluationJson() {}

  public static ObjectNode of(Evaluation evaluation) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", VERSION);
    ObjectNode clips = root.putObject("clips");
    evaluation.clips().forEach(clip -> clip(clip, clips.putObject(clip.truth().name())));
    addScores(evaluation.total(), root.putObject(Evaluation.TOTAL));
    return root;
  }

  private static void clip(ClipEvaluation clip, ObjectNode node) {
    addScores(clip.outcome(), node);
    node.put("clip", String.valueOf(clip.truth().watched().clip().getFileName()));
    node.put("pictures", clip.summary().pictures());
    node.put("corrupt", clip.summary().corrupt());
    if (clip.truth().lanes().isPresent()) {
      lanes(clip.outcome().lanes(), node.putObject("lanes"));
    }
    if (clip.truth().faces().isPresent()) {
      faces(clip.outcome().faces(), node.putObject("faces"));
    }
    clip.outcome().congestion().ifPresent(it -> congestion(it, node.putObject("congestion")));
    ArrayNode counts = node.putArray("counts");
    clip.outcome().counts().forEach(count -> count(count, counts.addObject()));
  }

  private static void addScores(Outcome outcome, ObjectNode node) {
    ObjectNode scores = node.putObject("scores");
    Scores.of(outcome).values().forEach((score, value) -> scores.put(score.label(), value));
  }

  private static void lanes(LaneResult lanes, ObjectNode node) {
    ArrayNode found = node.putArray("found");
    lanes
        .found()
        .forEach(
            match -> {
              ObjectNode one = found.addObject();
              truth(match.truth(), one.putObject("truth"));
              occupation(match.told(), one.putObject("event"));
            });
    ArrayNode missed = node.putArray("missed");
    lanes.missed().forEach(truth -> truth(truth, missed.addObject()));
    ArrayNode wrong = node.putArray("false");
    lanes.wrong().forEach(event -> occupation(event, wrong.addObject()));
    ArrayNode neither = node.putArray("neither");
    lanes.neither().forEach(event -> occupation(event, neither.addObject()));
  }

  private static void truth(LaneTruth truth, ObjectNode node) {
    node.put("lane", truth.lane());
    span(truth.when(), node);
  }

  private static void occupation(Occupation told, ObjectNode node) {
    node.put("lane", told.lane()).put("track", told.track()).put("class", told.objectClass());
    span(told.when(), node);
  }

  private static void congestion(LaneResult queues, ObjectNode node) {
    ArrayNode found = node.putArray("found");
    queues
        .found()
        .forEach(
            match -> {
              ObjectNode one = found.addObject();
              queue(match.truth().lane(), match.truth().when(), one.putObject("truth"));
              queue(match.told().lane(), match.told().when(), one.putObject("event"));
            });
    ArrayNode missed = node.putArray("missed");
    queues.missed().forEach(one -> queue(one.lane(), one.when(), missed.addObject()));
    ArrayNode wrong = node.putArray("false");
    queues.wrong().forEach(one -> queue(one.lane(), one.when(), wrong.addObject()));
    ArrayNode neither = node.putArray("neither");
    queues.neither().forEach(one -> queue(one.lane(), one.when(), neither.addObject()));
  }

  private static void queue(String group, Span when, ObjectNode node) {
    node.put("group", group);
    span(when, node);
  }

  private static void faces(FaceResult faces, ObjectNode node) {
    ArrayNode captured = node.putArray("captured");
    faces
        .captured()
        .forEach(
            match -> {
              ObjectNode one = captured.addObject();
              span(match.truth().when(), one.putObject("truth"));
              shot(match.told(), one.putObject("event"));
            });
    ArrayNode missed = node.putArray("missed");
    faces.missed().forEach(truth -> span(truth.when(), missed.addObject()));
    ArrayNode twice = node.putArray("twice");
    faces.twice().forEach(shot -> shot(shot, twice.addObject()));
    ArrayNode wrong = node.putArray("false");
    faces.wrong().forEach(shot -> shot(shot, wrong.addObject()));
    ArrayNode neither = node.putArray("neither");
    faces.neither().forEach(shot -> shot(shot, neither.addObject()));
  }

  private static void shot(Shot shot, ObjectNode node) {
    node.put("track", shot.track());
    node.put("at", Scores.rounded(shot.at()));
    node.put("width", Scores.rounded(shot.widthPixels()));
    node.put("quality", Scores.rounded(shot.quality()));
  }

  private static void count(CountResult count, ObjectNode node) {
    node.put("events", count.truth().events().name().toLowerCase(Locale.ROOT));
    ArrayNode of = node.putArray("of");
    count.truth().of().forEach(of::add);
    node.put("least", count.truth().least());
    node.put("most", count.truth().most());
    node.put("found", count.events());
  }

  private static void span(Span span, ObjectNode node) {
    node.put("from", Scores.rounded(span.from()));
    node.put("to", Scores.rounded(span.to()));
  }
}
