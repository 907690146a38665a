package io.outpost.agent.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a network namespace of its own, where multicast stays inside. */
public final class Namespace {
  private static final String SETUP =
      "ip link set lo up && ip link set lo multicast on && ip route add 239.0.0.0/8 dev lo"
          + " && exec \"$@\"";

  private Namespace() {}

  /**
   * Runs a main class of the tests there until it ends, and gives the lines that it printed.
   *
   * @throws AssertionError when it does not end well
   */
  public static List<String> run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path unshare = Requires.command("unshare", "util-linux");
    Requires.command("ip", "iproute2");
    List<String> command = new ArrayList<>(List.of(unshare.toString(), "--net", "--map-root-user"));
    Requires.available(
        new ProcessBuilder(unshare.toString(), "--net", "--map-root-user", "true")
                .redirectErrorStream(true)
                .start()
                .waitFor()
            == 0,
        "the right to make network namespaces",
        "util-linux");
    command.addAll(List.of("sh", "-c", SETUP, "sh"));
    command.addAll(JavaProcess.of(main, arguments).command());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      fail(main.getName() + " ended with code " + process.exitValue() + ": " + output);
    }
    return output.lines().toList();
  }
}
