package io.outpost.agent.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script that teaches a shell to complete the commands and options. */
@Command(
    name = "completion",
    description = "Print a completion script for bash or zsh.",
    footer = {
      "",
      "bash: outpost completion bash > /etc/bash_completion.d/outpost",
      "zsh:  outpost completion zsh > ~/.outpost-completion; then in ~/.zshrc:",
      "      source ~/.outpost-completion"
    })
final class CompletionCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  // One script serves both: in zsh it switches on zsh's reading of bash completions by itself.
  @SuppressWarnings("unused") // picocli checks it
  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  CompletionCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  /** As a person writes them. */
  private enum Shell {
    bash,
    zsh
  }

  @Override
  public Integer call() {
    outpost.terminal().out().print(AutoComplete.bash("outpost", Commands.of(outpost)));
    return ExitCode.OK.code();
  }
}
