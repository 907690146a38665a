package io.outpost.agent.cli;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A user and a password, the latter never as an argument, where every process could read it. */
final class LoginOptions {
  private static final int MAX_PASSWORD_BYTES = 1024;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "User at the camera; its password is asked for, without echo.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password-stdin",
      description = "Read the password of --user from the first line of standard input.")
  private boolean passwordFromInput;

  /** What was given, asking for the password where that is possible. */
  Optional<Credentials> ask(Terminal terminal, String camera) throws CommandFailure, IOException {
    return ask(terminal, camera, Optional.empty());
  }

  /**
   * The same.
   *
   * @param known the user where none is given
   */
  Optional<Credentials> ask(Terminal terminal, String camera, Optional<String> known)
      throws CommandFailure, IOException {
    Optional<String> asked = user.or(() -> known);
    if (asked.isEmpty()) {
      if (passwordFromInput) {
        throw new CommandFailure(ExitCode.USAGE, "--password-stdin needs --user USER");
      }
      return Optional.empty();
    }
    String password =
        passwordFromInput
            ? firstLine(terminal)
            : terminal
                .passwordPrompt()
                .apply("Password of " + asked.get() + " at " + camera + ": ")
                .orElseThrow(
                    () ->
                        new CommandFailure(
                            ExitCode.USAGE,
                            "no terminal to ask for the password on; hand it over with"
                                + " --password-stdin"));
    return Optional.of(new Credentials(asked.get(), new Secret(password)));
  }

  private static String firstLine(Terminal terminal) throws CommandFailure, IOException {
    byte[] bytes = terminal.input().readNBytes(MAX_PASSWORD_BYTES + 2);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String line = text.lines().findFirst().orElse("");
      if (line.isEmpty() || line.length() > MAX_PASSWORD_BYTES) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "expected a password of 1 to 1024 bytes on the first line of standard input");
      }
      return line;
    } catch (CharacterCodingException malformed) {
      throw new CommandFailure(ExitCode.USAGE, "the password on standard input is not UTF-8 text");
    }
  }
}
