package io.outpost.agent.cli;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores a user and a password under a name. */
@Command(
    name = "set",
    description = {
      "Store a user and a password under a name, in place of what was there.",
      "Without --user an entry keeps its user, and only the password is asked for."
    },
    footer = {
      "",
      "Examples:",
      "  outpost credentials set station-7 --user admin",
      "  echo \"$PASSWORD\" | outpost credentials set station-7 --user admin --password-stdin"
    })
final class CredentialsSetCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(
      paramLabel = "NAME",
      converter = NameOption.class,
      description = "Letters, digits, hyphens and underscores.")
  private String name = "";

  @Mixin private LoginOptions login = new LoginOptions();

  CredentialsSetCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    CredentialStore store = outpost.credentials();
    Optional<Credentials> given = login.ask(outpost.terminal(), name, store.user(name));
    if (given.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "no entry '%s' yet; give --user USER to make it".formatted(name));
    }
    store.put(name, given.get());
    outpost.terminal().out().println("stored credentials " + name);
    return ExitCode.OK.code();
  }
}
