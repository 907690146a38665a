package io.outpost.agent.evaluate;

import io.outpost.agent.config.DurableFile;
import io.outpost.agent.evaluate.RecordedScores.Shortfall;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation for looking at: one file that needs no other, no network and no script. It shows
 * people, so that it may be read by its owner's group at most, as the events' own images.
 */
public final class HtmlReport {
  private static final String PERMISSIONS = "rw-r-----";

  private final Evaluation evaluation;
  private final List<Shortfall> worse;

  private HtmlReport(Evaluation evaluation, List<Shortfall> worse) {
    this.evaluation = evaluation;
    this.worse = List.copyOf(worse);
  }

  /**
   * @param worse what is worse than recorded, to be pointed out
   * @throws IOException when an image cannot be read, or the file not be written
   */
  public static void write(Path file, Evaluation evaluation, List<Shortfall> worse)
      throws IOException {
    DurableFile.write(
        file,
        new HtmlReport(evaluation, worse).page(),
        PosixFilePermissions.fromString(PERMISSIONS));
  }

  private String page() throws IOException {
    StringBuilder page = new StringBuilder(HtmlStyle.HEAD);
    page.append("<h1>Evaluation</h1>\n");
    page.append(HtmlStyle.LEGEND);
    scores(page);
    for (ClipEvaluation clip : evaluation.clips()) {
      clip(page, clip);
    }
    return page.append("</body>\n</html>\n").toString();
  }

  /** A row for each score that anything has. */
  private void scores(StringBuilder page) {
    Map<String, Scores> columns = new LinkedHashMap<>();
    evaluation.clips().forEach(clip -> columns.put(clip.truth().name(), Scores.of(clip.outcome())));
    columns.put(Evaluation.TOTAL, Scores.of(evaluation.total()));
    page.append("<table>\n<tr><th>score</th>");
    columns.keySet().forEach(name -> page.append("<th>" + Html.text(name) + "</th>"));
    page.append("</tr>\n");
    for (Score score : Score.values()) {
      if (columns.values().stream().anyMatch(scores -> scores.values().containsKey(score))) {
        page.append("<tr><th>" + Html.text(score.label()) + "</th>");
        columns.forEach((name, scores) -> page.append(cell(name, score, scores)));
        page.append("</tr>\n");
      }
    }
    page.append("</table>\n");
  }

  private String cell(String clip, Score score, Scores scores) {
    BigDecimal value = scores.values().get(score);
    String shown = value == null ? "" : value.toPlainString();
    for (Shortfall one : worse) {
      if (one.clip().equals(clip) && one.score() == score) {
        return "<td class=\"false\">%s, recorded %s</td>"
            .formatted(shown.isEmpty() ? "none" : shown, one.recorded().toPlainString());
      }
    }
    return "<td>" + shown + "</td>";
  }

  private static void clip(StringBuilder page, ClipEvaluation clip) throws IOException {
    double seconds = clip.summary().duration().toMillis() / 1e3;
    page.append("<h2>" + Html.text(clip.truth().name()) + "</h2>\n");
    page.append(
        "<p>%s, %s s, %d pictures, of which %d did not decode. %s</p>\n"
            .formatted(
                Html.text(String.valueOf(clip.truth().watched().clip().getFileName())),
                Html.number(seconds),
                clip.summary().pictures() + clip.summary().corrupt(),
                clip.summary().corrupt(),
                Html.text(runs(clip.outcome()))));
    page.append(Timeline.svg(TimelineRow.of(clip), seconds));
    List<String> findings = findings(clip.outcome());
    if (!findings.isEmpty()) {
      page.append("<ul>\n");
      findings.forEach(one -> page.append("<li>" + Html.text(one) + "</li>\n"));
      page.append("</ul>\n");
    }
    page.append(Pictures.of(clip));
  }

  private static String runs(Outcome outcome) {
    if (outcome.runs().isEmpty()) {
      return "Replayed once.";
    }
    return outcome.runs().contains(false)
        ? "Replayed twice, and the second run told something else."
        : "Replayed twice, with the same events.";
  }

  /** What has no picture: what was missed, and counts that are wrong. */
  private static List<String> findings(Outcome outcome) {
    List<String> findings = new ArrayList<>();
    outcome
        .lanes()
        .missed()
        .forEach(
            one -> findings.add("lane " + one.lane() + " missed: " + Html.seconds(one.when())));
    outcome
        .faces()
        .missed()
        .forEach(one -> findings.add("face missed: " + Html.seconds(one.when())));
    LaneResult queues = outcome.congestion().orElse(LaneResult.NONE);
    queues
        .missed()
        .forEach(
            one ->
                findings.add(
                    "congestion of " + one.lane() + " missed: " + Html.seconds(one.when())));
    queues
        .wrong()
        .forEach(
            one ->
                findings.add(
                    "false congestion of " + one.lane() + ": " + Html.seconds(one.when())));
    for (CountResult count : outcome.counts()) {
      if (!count.right()) {
        findings.add(
            "%d events, expected %d to %d"
                .formatted(count.events(), count.truth().least(), count.truth().most()));
      }
    }
    return findings;
  }
}
