package io.outpost.agent.cli;

import io.outpost.agent.StoredEvents;
import io.outpost.agent.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether events are all there and as they were made. */
@Command(
    name = "verify",
    description = {
      "Check that events are all there and unchanged: those of the outbox, or delivered ones.",
      "Exit code 1 when one is changed, missing or out of order, or an image is not as its event says."
    },
    footer = {
      "",
      "Examples:",
      "  outpost events verify",
      "  outpost events verify /var/lib/outpost/events",
      "  outpost events verify monday.jsonl tuesday.jsonl --json"
    })
final class EventsVerifyCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Delivered events: a folder of a jsonl sink, or a file with one event a line; several are"
              + " read in this order. Else the outbox.")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  EventsVerifyCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    Verification.Result result = verify();
    if (json) {
      outpost.terminal().out().println(VerificationReport.json(result));
    } else {
      new VerificationReport(outpost.terminal()).print(result);
    }
    return (result.ok() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private Verification.Result verify() throws Exception {
    for (Path path : paths) {
      Path file = Files.isDirectory(path) ? path.resolve("events.jsonl") : path;
      if (!Files.isReadable(file)) {
        throw new CommandFailure(
            ExitCode.FAILED, file + ": no such file, or no permission to read it");
      }
    }
    return paths.isEmpty()
        ? Verification.ofOutbox(StoredEvents.outbox(outpost.agentConfig()))
        : Verification.ofFiles(paths);
  }
}
