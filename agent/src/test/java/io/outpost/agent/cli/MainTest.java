package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @TempDir Path config;

  @Test
  void run_version_namesItselfAndItsJava() {
    CommandRun.Result result = run("--version");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("outpost ").contains("Java " + Runtime.version().feature());
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void run_help_listsEveryExitCode(ExitCode code) {
    assertThat(run("--help").out()).contains("  " + code.code() + "  " + code.meaning());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "camera",
        "camera add",
        "camera list",
        "camera show",
        "camera remove",
        "camera test",
        "events",
        "events tail",
        "events verify",
        "models",
        "models list",
        "models install",
        "models remove",
        "models bench",
        "replay",
        "evaluate",
        "demo",
        "completion"
      })
  void run_helpOfAnyCommand_fitsATerminal(String command) {
    CommandRun.Result result = run((command + " --help").split(" ", -1));

    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
    assertThat(result.out()).contains("--config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no command given; see 'outpost --help'",
        "camera|no command given; see 'outpost camera --help'",
        "camera add|expected ID and --main URL or --address ADDRESS, or --from FILE.csv; see"
            + " 'outpost camera add --help'",
        "camera ad|Unmatched argument at index 1: 'ad'; did you mean 'add'?; see 'outpost camera"
            + " --help'",
        "camera list --jsn|Unknown option: '--jsn'; did you mean '--json'?; see 'outpost camera"
            + " list --help'",
        "completion fish|Invalid value for positional parameter at index 0 (SHELL): expected one of"
            + " [bash, zsh] (case-sensitive) but was 'fish'; see 'outpost completion --help'",
      })
  void run_wrongUsage_isOneLineAndCode2(String arguments, String message) {
    CommandRun.Result result = arguments.isEmpty() ? run() : run(arguments.split(" ", -1));

    assertThat(result.err()).isEqualTo("outpost: " + message + "\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void run_completion_printsAScript(String shell) {
    CommandRun.Result result = run("completion", shell);

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("complete -F _complete_outpost", "--password-stdin", "highway");
  }

  @Test
  void run_errorWithVerbose_showsWhere() {
    assertThat(run("camera", "show", "x").err()).doesNotContain("\tat ");
    assertThat(run("camera", "show", "x", "--verbose").err()).contains("\tat io.outpost");
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
