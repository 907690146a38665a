package io.outpost.agent.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program in a network of its own, where it may multicast and take any port: nothing but a
 * loopback interface, on which every address of 127.0.0.0/8 is this machine.
 */
public final class NetworkNamespace {
  private static final String SETUP =
      "ip link set lo up && ip link set lo multicast on && ip route add 239.0.0.0/8 dev lo"
          + " && exec \"$@\"";

  private NetworkNamespace() {}

  /**
   * What a program left behind.
   *
   * @param output both of its streams
   */
  public record Result(int code, String output) {}

  /** Runs the class's {@code main} and waits for its end. */
  public static Result run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Requires.command("unshare", "util-linux");
    Requires.command("ip", "iproute2");
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> command =
        new ArrayList<>(
            root ? List.of("unshare", "-n") : List.of("unshare", "--map-root-user", "-n"));
    command.addAll(List.of("sh", "-c", SETUP, "sh"));
    command.addAll(JavaProcess.of(main, arguments).command());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
