package io.outpost.agent.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import picocli.CommandLine;

/** Runs {@link Main} in this process, in a folder of configuration, and keeps what it printed. */
final class CommandRun {
  private String input = "";
  private Optional<String> password = Optional.empty();
  private boolean interactive;
  private final Queue<String> lines = new ArrayDeque<>();
  private final Map<String, String> variables = new HashMap<>();

  CommandRun(Path config) {
    variables.put("OUTPOST_CONFIG", config.toString());
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

  CommandRun withLinesTyped(String... typed) {
    lines.addAll(List.of(typed));
    interactive = true;
    return this;
  }

  CommandRun withVariable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** The tree of commands, as it is without a locale. */
  static CommandLine commands() {
    return Commands.of(
        new OutpostCommand(
            new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new ByteArrayInputStream(new byte[0]),
                prompt -> Optional.empty(),
                prompt -> Optional.empty(),
                false,
                Map.of())));
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
            prompt -> Optional.ofNullable(lines.poll()),
            prompt -> password,
            interactive,
            variables);
    int code = Main.run(terminal, arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
