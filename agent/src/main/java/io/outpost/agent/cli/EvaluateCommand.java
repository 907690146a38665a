package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import io.outpost.agent.evaluate.Evaluation;
import io.outpost.agent.evaluate.EvaluationJson;
import io.outpost.agent.evaluate.Evaluator;
import io.outpost.agent.evaluate.HtmlReport;
import io.outpost.agent.evaluate.RecordedScores;
import io.outpost.agent.evaluate.RecordedScores.Shortfall;
import io.outpost.agent.evaluate.Truth;
import io.outpost.agent.evaluate.TruthFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how well the analysis sees what a person saw. */
@Command(
    name = "evaluate",
    description = {
      "Replay labelled clips, and say how well what is told agrees with what a person saw.",
      "DIR holds a file NAME.truth.yaml for each clip. Exit code 1 when a score is worse than recorded."
    },
    footer = {
      "",
      "Examples:",
      "  outpost evaluate --truth ./truth",
      "  outpost evaluate --truth ./truth --report report.html",
      "  outpost evaluate --truth ./truth --json > scores.json",
      "  outpost evaluate --truth ./truth --minimum scores.json"
    })
final class EvaluateCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "DIR",
      description = "Folder of files that say what is to be seen in a clip.")
  private Path folder = Path.of("");

  @Option(
      names = "--minimum",
      paramLabel = "FILE",
      description = "Scores of an earlier evaluation, as --json printed them: none may be worse.")
  private Optional<Path> minimum = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page with timelines and pictures there, for a browser.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep the events and images of each clip there, in a folder of its name.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--once",
      description = "Replay each clip once; else twice, to see that both give the same events.")
  private boolean once;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  EvaluateCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    List<Truth> truths = TruthFolder.read(folder);
    Optional<RecordedScores> recorded =
        minimum.isPresent() ? Optional.of(RecordedScores.read(minimum.get())) : Optional.empty();
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.WARN);
    }
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Evaluation evaluation = evaluate(truths, scratch);
      List<Shortfall> worse = recorded.map(r -> r.shortfalls(evaluation)).orElse(List.of());
      if (report.isPresent()) {
        HtmlReport.write(report.get(), evaluation, worse);
      }
      EvaluationText text = new EvaluationText(evaluation, outpost.terminal());
      if (json) {
        outpost.terminal().out().println(EvaluationJson.of(evaluation).toPrettyString());
      } else {
        text.print();
      }
      List<String> missing = recorded.map(r -> r.missing(evaluation)).orElse(List.of());
      text.tell(missing, worse);
      return (missing.isEmpty() && worse.isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
    }
  }

  private Evaluation evaluate(List<Truth> truths, ScratchFolder scratch) throws Exception {
    AtomicReference<String> doing = new AtomicReference<>("starting the vision worker");
    Evaluator evaluator =
        new Evaluator(
            truths,
            out.orElse(scratch.path().resolve("first")),
            once ? Optional.empty() : Optional.of(scratch.path().resolve("second")),
            (clip, done, whole) -> doing.set(position(clip, done, whole)));
    return new Progress(outpost.terminal()).during(doing::get, evaluator::run);
  }

  private static String position(String clip, Duration done, Duration whole) {
    return whole.isZero()
        ? "replaying %s, at %s s of the clip".formatted(clip, done.toSeconds())
        : "replaying %s, %d %% of %d s"
            .formatted(
                clip, Math.min(100, 100 * done.toMillis() / whole.toMillis()), whole.toSeconds());
  }
}
