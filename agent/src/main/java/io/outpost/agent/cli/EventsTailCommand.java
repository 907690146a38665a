package io.outpost.agent.cli;

import io.outpost.agent.StoredEvents;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.outbox.QueuedEvent;
import io.outpost.agent.outbox.Tail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the latest events from the outbox, and on request those to come. */
@Command(
    name = "tail",
    description = {
      "Show the latest events from the outbox, delivered or not; the agent may run or not."
    })
final class EventsTailCommand implements Callable<Integer> {
  private static final int EVENTS_AT_A_TIME = 100;
  private static final int MAX_LAST = 1_000_000;

  private final OutpostCommand outpost;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "10",
      description = "Begin with the last N events; else ${DEFAULT-VALUE}.")
  private int last;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with those to come, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "Print each event as it is sent, one JSON object a line.")
  private boolean json;

  EventsTailCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    if (last < 0 || last > MAX_LAST) {
      throw new CommandFailure(ExitCode.USAGE, "-n: expected 0 to 1000000, found " + last);
    }
    Tail tail = StoredEvents.tail(outpost.configFolder(), last);
    if (follow) {
      follow(tail);
    } else {
      for (List<QueuedEvent> events = tail.next(EVENTS_AT_A_TIME);
          !events.isEmpty();
          events = tail.next(EVENTS_AT_A_TIME)) {
        events.forEach(this::print);
      }
    }
    return ExitCode.OK.code();
  }

  private void follow(Tail tail) throws IOException {
    try {
      tail.follow(this::print);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(QueuedEvent queued) {
    PrintWriter out = outpost.terminal().out();
    out.println(
        json
            ? new String(queued.event().json(), StandardCharsets.UTF_8).strip()
            : EventLine.of(queued.event()));
    if (out.checkError()) { // whoever read it has gone, such as head(1)
      Thread.currentThread().interrupt();
    }
  }
}
