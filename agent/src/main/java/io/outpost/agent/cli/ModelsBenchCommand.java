package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import io.outpost.agent.config.Suggestion;
import io.outpost.agent.evaluate.Evaluator;
import io.outpost.agent.evaluate.Outcome;
import io.outpost.agent.evaluate.Truth;
import io.outpost.agent.evaluate.TruthFolder;
import io.outpost.agent.replay.ClipWorker;
import io.outpost.agent.vision.DetectorTime;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the detectors of this box. */
@Command(
    name = "bench",
    description = {
      "Say what a call of each detector takes on this box, and with --truth how well it sees.",
      "NUMBERS is how its weights are stored: float32, float16 or int8.",
      "The built-in ones come first. Best with nothing else running."
    },
    footer = {
      "",
      "Examples:",
      "  outpost models bench",
      "  outpost models bench yunet --truth ./truth"
    })
final class ModelsBenchCommand implements Callable<Integer> {
  private static final int CALLS = 30;

  private final OutpostCommand outpost;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "These of the installed detectors alone; else all.")
  private List<String> names = List.of();

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description = "Labelled clips, as 'outpost evaluate' takes them.")
  private Optional<Path> folder = Optional.empty();

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ModelsBenchCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  /** A detector that is compared. */
  private record Contender(ModelName name, ModelKind kind, DetectorChoice choice) {}

  @Override
  public Integer call() throws Exception {
    List<Contender> contenders = contenders();
    List<Truth> truths = folder.isPresent() ? TruthFolder.read(folder.get()) : List.of();
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.OFF);
    }
    AtomicReference<String> doing = new AtomicReference<>("starting the vision worker");
    BenchReport report =
        new Progress(outpost.terminal())
            .during(doing::get, () -> measure(contenders, truths, doing));
    if (json) {
      outpost.terminal().out().println(report.json().toPrettyString());
    } else {
      report.print(outpost.terminal());
    }
    report.problems().forEach(line -> outpost.terminal().err().println("outpost: " + line));
    return (report.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  /** One that cannot be used must not hide what the others can. */
  private BenchReport measure(
      List<Contender> contenders, List<Truth> truths, AtomicReference<String> doing)
      throws Exception {
    BenchReport report = new BenchReport();
    for (Contender contender : contenders) {
      doing.set("measuring " + contender.name().name());
      try {
        DetectorTime time = time(contender);
        List<Truth> telling =
            truths.stream().filter(truth -> tells(truth, contender.kind())).toList();
        Optional<Outcome> outcome =
            telling.isEmpty() ? Optional.empty() : Optional.of(evaluate(contender, telling));
        report.add(new BenchReport.Row(contender.name(), contender.kind(), time, outcome));
      } catch (IOException unusable) {
        report.fail("%s: %s".formatted(contender.name().name(), unusable.getMessage()));
      }
    }
    return report;
  }

  private static DetectorTime time(Contender contender) throws IOException, InterruptedException {
    try (ClipWorker worker = ClipWorker.start(contender.choice())) {
      return worker.time(contender.kind(), CALLS);
    }
  }

  private static Outcome evaluate(Contender contender, List<Truth> truths)
      throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      return new Evaluator(truths, scratch.path(), Optional.empty(), (clip, done, whole) -> {})
          .with(contender.choice())
          .run()
          .total();
    }
  }

  private static boolean tells(Truth truth, ModelKind kind) {
    return switch (kind) {
      case FACE -> truth.faces().isPresent();
      case BODY -> truth.lanes().isPresent();
    };
  }

  private List<Contender> contenders() throws Exception {
    List<Contender> contenders = new ArrayList<>();
    for (ModelKind kind : ModelKind.values()) {
      contenders.add(new Contender(ModelName.builtIn(kind), kind, DetectorChoice.BUILT_IN));
    }
    List<InstalledModel> installed = outpost.models().list().models();
    List<String> known = installed.stream().map(model -> model.model().name()).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "no model '%s' is installed%s".formatted(name, Suggestion.among(known, name)));
      }
    }
    for (InstalledModel model : installed) {
      if (names.isEmpty() || names.contains(model.model().name())) {
        contenders.add(
            new Contender(
                ModelName.of(model.model()), model.model().kind(), DetectorChoice.of(model)));
      }
    }
    return contenders;
  }
}
