package io.outpost.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.cli.Main;
import io.outpost.agent.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code outpost demo --onvif} in one terminal, what it says in another; in a network namespace,
 * where nobody else answers.
 */
final class PracticeScenario {
  private static final Pattern LOGIN = Pattern.compile(".*user (\\S+), password (\\S+)");
  private static final Pattern TO_TYPE = Pattern.compile(" *((?:export|outpost) .*)");
  private static final int ATTEMPTS = 60;

  private final Path folder;
  private final BufferedReader shown;
  private final List<String> toType = new ArrayList<>();
  private String password = "";

  private PracticeScenario(Path folder, Process demo) {
    this.folder = folder;
    this.shown = demo.inputReader(StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws Exception {
    // As on any box: the loopback does not say that it can multicast.
    assertThat(new ProcessBuilder("ip", "link", "set", "lo", "multicast", "off").start().waitFor())
        .isZero();
    Process demo =
        JavaProcess.of(Main.class, "demo", "--onvif")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      PracticeScenario scenario = new PracticeScenario(Path.of(arguments[0]), demo);
      scenario.read();
      scenario.type();
      demo.toHandle().destroy(); // what it says until it ends can still be read
      assertThat(scenario.shown.lines().reduce("", String::concat)).contains("kept");
      assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
    System.out.println("the whole exercise");
  }

  private void read() throws IOException {
    for (String line = next(); !line.contains("camera snapshot"); line = next()) {
      Matcher login = LOGIN.matcher(line);
      if (login.matches()) {
        password = login.group(2);
      }
      take(line);
    }
  }

  private void take(String line) {
    Matcher command = TO_TYPE.matcher(line);
    if (command.matches()) {
      toType.add(command.group(1));
    }
  }

  private String next() throws IOException {
    String line = shown.readLine();
    assertThat(line).as("the demonstration ended").isNotNull();
    return line;
  }

  private void type() throws Exception {
    assertThat(toType).hasSize(5);
    assertThat(typed(toType.get(1))).contains("127.0.0.1", "Practice", "Drawn-1", "lo");
    assertThat(typed(toType.get(2) + " --password-stdin"))
        .contains("Outpost Drawn-1", "main: rtsp://127.0.0.1:", "960x540", "verdict:")
        .doesNotContain(password);
    assertThat(typed(toType.get(3) + " --password-stdin")).contains("added camera yard");
    String list = "";
    for (int i = 0; i < ATTEMPTS && !list.contains("streaming"); i++) {
      list = typed(toType.get(4));
    }
    assertThat(list).contains("yard", "streaming");
    assertThat(typed("outpost camera snapshot yard --out " + folder.resolve("yard.jpg")))
        .doesNotContain(password);
    assertThat(Files.size(folder.resolve("yard.jpg"))).isPositive();
    while (!next().contains("in lane \"shoulder\"")) {
      // the agent that was started without a camera tells of the one that was added
    }
  }

  /** In a shell, where {@code outpost} is the program under test. */
  private String typed(String command) throws IOException, InterruptedException {
    String program =
        JavaProcess.of(Main.class).command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "outpost() { " + program + " \"$@\"; }; " + toType.get(0) + "; " + command)
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().write((password + "\n").getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().close();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(command + ": " + said).isZero();
    return said;
  }
}
