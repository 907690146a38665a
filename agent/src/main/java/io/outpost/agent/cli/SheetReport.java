package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.camera.CameraSheet;
import io.outpost.agent.cli.SheetImport.Outcome;
import io.outpost.agent.cli.SheetImport.Result;
import java.nio.file.Path;
import java.util.List;

/** Registers a sheet and says what became of each line. */
final class SheetReport {
  private final OutpostCommand outpost;
  private final boolean dryRun;
  private final boolean json;
  private final boolean force;

  SheetReport(OutpostCommand outpost, boolean dryRun, boolean json, boolean force) {
    this.outpost = outpost;
    this.dryRun = dryRun;
    this.json = json;
    this.force = force;
  }

  int run(Path file) throws Exception {
    CameraSheet sheet = CameraSheet.read(file);
    sheet.notices().forEach(this::notice);
    List<Result> results;
    try (CameraLookup lookup = new CameraLookup()) {
      CapacityCheck check = CapacityCheck.of(outpost, force);
      SheetImport all = new SheetImport(outpost, lookup, check, dryRun);
      results = new Progress(outpost.terminal()).during("registering", () -> all.run(sheet));
      if (count(results, Outcome.ADDED) > 0) {
        check.concludeQuietly();
      }
    }
    if (json) {
      printJson(results);
    } else {
      printTable(results);
    }
    if (results.stream().anyMatch(Result::full)) {
      notice(
          "the box is full; 'outpost plan' says what makes room, --force registers them all the same");
    }
    long refused = count(results, Outcome.REFUSED);
    if (refused > 0) {
      notice(
          "%d of %d lines refused; put them right and give the file again, the others are left alone"
              .formatted(refused, results.size()));
    }
    return exitCode(results).code();
  }

  /** Of a sheet of which nothing is wrong but that there is no room. */
  private static ExitCode exitCode(List<Result> results) {
    long full = results.stream().filter(result -> result.full()).count();
    long refused = count(results, Outcome.REFUSED);
    if (refused == 0) {
      return ExitCode.OK;
    }
    return refused == full ? ExitCode.FULL : ExitCode.FAILED;
  }

  private void printTable(List<Result> results) {
    Words words = outpost.terminal().words();
    Table table = new Table("LINE", "ID", "RESULT");
    for (Result result : results) {
      String word = result.outcome().word(dryRun);
      table.add(
          Integer.toString(result.line()),
          result.id(),
          words.of(result.problem().map(problem -> word + ": " + problem).orElse(word)));
    }
    table.print(outpost.terminal().out(), words);
    outpost
        .terminal()
        .out()
        .println(
            "%d %s, %d registered already, %d refused"
                .formatted(
                    count(results, Outcome.ADDED),
                    Outcome.ADDED.word(dryRun),
                    count(results, Outcome.UNCHANGED),
                    count(results, Outcome.REFUSED)));
  }

  private void printJson(List<Result> results) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Result result : results) {
      ObjectNode entry = list.addObject();
      entry.put("line", result.line());
      entry.put("id", result.id());
      entry.put("result", result.outcome().word(dryRun));
      result.problem().ifPresent(problem -> entry.put("problem", problem));
    }
    outpost.terminal().out().println(list.toPrettyString());
  }

  private static long count(List<Result> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
