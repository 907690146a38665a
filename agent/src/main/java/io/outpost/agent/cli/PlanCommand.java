package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import io.outpost.agent.Detectors;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.plan.Capacity;
import io.outpost.agent.plan.Costs;
import io.outpost.agent.plan.Demand;
import io.outpost.agent.plan.Machine;
import io.outpost.agent.plan.MeasuredPlan;
import io.outpost.agent.plan.Measurement;
import io.outpost.agent.plan.PlannedCamera;
import io.outpost.agent.plan.PlannedStream;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.model.DetectorChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how many cameras this box can serve. */
@Command(
    name = "plan",
    description = {
      "Measure this box, and say how many cameras it can serve, and what they lack first.",
      "Takes about half a minute, best with nothing else running. Looks at the registered cameras, or at"
          + " those that are assumed. Exit code 1 when they do not fit.",
      "What it measured is kept, and 'outpost camera add' goes by it."
    },
    footer = {
      "",
      "Examples:",
      "  outpost plan",
      "  outpost plan --cameras 40 --resolution 2560x1440 --bitrate 6 --activity 20",
      "  outpost plan --json"
    })
final class PlanCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      description = "So many alike, in place of the registered ones.")
  private int count;

  @Option(
      names = "--resolution",
      paramLabel = "WxH",
      converter = ResolutionOption.class,
      description = "Of the stream that is analysed, such as 1280x720.")
  private Optional<ResolutionOption.Size> resolution = Optional.empty();

  @Option(
      names = "--bitrate",
      paramLabel = "MBIT",
      description = "Of the stream that is analysed, Mbit/s.")
  private Optional<Double> bitrate = Optional.empty();

  @Option(
      names = "--activity",
      paramLabel = "PERCENT",
      description = "Share of the time in which something moves; else 10.")
  private int activity = 10;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  PlanCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    if (count < 0 || activity < 0 || activity > 100 || bitrate.filter(b -> !(b > 0)).isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "expected --cameras of 0 or more, --activity of 0 to 100, --bitrate of more than 0");
    }
    List<PlannedCamera> cameras = cameras();
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.OFF);
    }
    AtomicReference<String> step = new AtomicReference<>("looking");
    DetectorChoice detectors = Detectors.usual(outpost.agentConfig().detectors(), outpost.models());
    Costs costs =
        new Progress(outpost.terminal())
            .during(step::get, () -> Measurement.run(detectors, SystemTime.INSTANCE, step::set));
    keep(costs);
    Capacity box = Machine.capacity();
    PlanReport report = new PlanReport(box, costs, cameras, activity / 100.0);
    if (json) {
      outpost.terminal().out().println(report.json().toPrettyString());
    } else {
      report.print(outpost.terminal());
    }
    Demand all = cameras.stream().map(costs::of).reduce(Demand.NONE, Demand::plus);
    return (box.load(all).fits() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  /** For {@code camera add}; whoever may not write there has the report all the same. */
  private void keep(Costs costs) throws ConfigException {
    try {
      outpost
          .planFile()
          .write(new MeasuredPlan(costs, activity / 100.0, SystemTime.INSTANCE.now()));
    } catch (IOException unwritable) {
      outpost
          .terminal()
          .err()
          .println(
              "outpost: the result could not be kept for 'outpost camera add': %s"
                  .formatted(unwritable.getMessage()));
    }
  }

  private List<PlannedCamera> cameras() throws Exception {
    if (count > 0) {
      PlannedStream stream = stream(PlannedStream.MAIN);
      return Collections.nCopies(
          count, new PlannedCamera(stream, Watch.ECO, activity / 100.0, true, true));
    }
    List<PlannedCamera> planned = new ArrayList<>();
    for (Camera camera : outpost.cameras().list().cameras()) {
      if (camera.enabled()) {
        PlannedCamera usual = PlannedCamera.of(camera, activity / 100.0);
        planned.add(usual.with(stream(usual.stream())));
      }
    }
    return planned;
  }

  private PlannedStream stream(PlannedStream usual) {
    int width = resolution.map(ResolutionOption.Size::width).orElse(usual.width());
    int height = resolution.map(ResolutionOption.Size::height).orElse(usual.height());
    return new PlannedStream(
        width,
        height,
        usual.picturesPerSecond(),
        usual.keySeconds(),
        bitrate.orElse(usual.megabitsPerSecond()));
  }
}
