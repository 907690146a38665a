package io.outpost.agent.cli;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes an entry that nothing uses. */
@Command(
    name = "remove",
    description = "Remove an entry; refused while a camera or a sink uses it.")
final class CredentialsRemoveCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "NAME", description = "The entry's name.")
  private String name = "";

  @Option(names = "--force", description = "Remove it even so.")
  private boolean force;

  CredentialsRemoveCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    CredentialStore store = outpost.credentials();
    if (store.user(name).isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "no entry '%s' in credentials.yaml%s"
              .formatted(name, Suggestion.among(store.names(), name)));
    }
    List<String> users = force ? List.of() : CredentialUse.of(outpost).of(name);
    if (!users.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "entry '%s' is used by %s; give them another one first, or --force"
              .formatted(name, String.join(", ", users)));
    }
    store.remove(name);
    outpost.terminal().out().println("removed credentials " + name);
    return ExitCode.OK.code();
  }
}
