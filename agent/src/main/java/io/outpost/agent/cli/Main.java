package io.outpost.agent.cli;

import io.outpost.agent.config.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of {@code outpost}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = run(Terminal.ofProcess(), arguments);
    if (code != ExitCode.OK.code()) {
      System.exit(code);
    }
  }

  /** Runs one command and returns its exit code. */
  static int run(Terminal terminal, String... arguments) {
    OutpostCommand outpost = new OutpostCommand(terminal);
    CommandLine commands = Commands.of(outpost);
    HelpWords.apply(commands, terminal.words());
    commands.setOut(terminal.out());
    commands.setErr(terminal.err());
    Failures failures = new Failures(terminal, outpost::isVerbose);
    commands.setParameterExceptionHandler((wrong, given) -> usage(failures, wrong));
    commands.setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure));
    int code = commands.execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  private static int usage(Failures failures, ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String problem = wrong.getMessage() + hint(wrong, command);
    return failures.usage(problem, command.getCommandSpec().qualifiedName());
  }

  private static String hint(ParameterException wrong, CommandLine command) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String given = unmatched.getUnmatched().get(0);
    return Suggestion.among(
        given.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet(),
        given);
  }
}
