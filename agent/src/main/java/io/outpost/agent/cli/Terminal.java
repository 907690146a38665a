package io.outpost.agent.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command talks to.
 *
 * @param out answers
 * @param err all else
 * @param input of the process, for what scripts hand over
 * @param linePrompt asks for a line; empty where nobody can be asked
 * @param passwordPrompt asks without echo; empty where nobody can be asked
 * @param interactive whether {@code err} is a terminal, on which a line may be drawn over
 * @param environment variables, the locale among them
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream input,
    Function<String, Optional<String>> linePrompt,
    Function<String, Optional<String>> passwordPrompt,
    boolean interactive,
    Map<String, String> environment) {

  /** Whatever it is given to say, it says in the language that the environment asks for. */
  Terminal {
    Words words = Words.by(environment);
    Function<String, Optional<String>> askedLine = linePrompt;
    Function<String, Optional<String>> askedPassword = passwordPrompt;
    out = words.over(out);
    err = words.over(err);
    linePrompt = prompt -> askedLine.apply(words.prompt(prompt));
    passwordPrompt = prompt -> askedPassword.apply(words.prompt(prompt));
  }

  /** The language. */
  Words words() {
    return Words.by(environment);
  }

  /** The process's own. UTF-8 whatever the locale says: names are kept in any script. */
  @SuppressWarnings("SystemConsoleNull") // bin/outpost asks newer JDKs for the console of 17
  static Terminal ofProcess() {
    Console console = System.console();
    return new Terminal(
        writer(System.out),
        writer(System.err),
        System.in,
        prompt ->
            console == null
                ? Optional.empty()
                : Optional.ofNullable(console.readLine("%s", prompt)),
        prompt -> console == null ? Optional.empty() : ask(console, prompt),
        console != null,
        System.getenv());
  }

  private static Optional<String> ask(Console console, String prompt) {
    return Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
