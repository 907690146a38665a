package io.outpost.agent.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Runs {@link Main} in this process, in a folder of configuration, and keeps what it printed. */
final class CommandRun {
  private final Path config;
  private String input = "";
  private Optional<String> password = Optional.empty();
  private boolean interactive;

  CommandRun(Path config) {
    this.config = config;
  }

  CommandRun withInput(String text) {
    input = text;
    return this;
  }

  CommandRun withPasswordTyped(String typed) {
    password = Optional.of(typed);
    interactive = true;
    return this;
  }

  /** What a command left behind. */
  record Result(int code, String out, String err) {}

  Result of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            prompt -> password,
            interactive,
            Map.of("OUTPOST_CONFIG", config.toString()));
    int code = Main.run(terminal, arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
