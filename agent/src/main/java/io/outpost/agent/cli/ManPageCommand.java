package io.outpost.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the manual page, from the same words as {@code --help}. */
@Command(
    name = "man-page",
    description = "Print the manual page, for man.",
    footer = {"", "  outpost man-page > /usr/local/share/man/man1/outpost.1"})
final class ManPageCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  ManPageCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() {
    outpost.terminal().out().print(ManPage.of(Commands.of(outpost)));
    return ExitCode.OK.code();
  }
}
