package io.outpost.agent.cli;

import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Seals passwords that were written by hand. */
@Command(
    name = "seal",
    description = "Seal the passwords that stand in credentials.yaml as they were typed.")
final class CredentialsSealCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  CredentialsSealCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws ConfigException, IOException {
    boolean sealed = outpost.credentials().sealAll();
    outpost.terminal().out().println(sealed ? "sealed" : "nothing in plain text");
    return ExitCode.OK.code();
  }
}
