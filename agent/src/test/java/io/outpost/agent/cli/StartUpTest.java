package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A technician types it again and again: a short command loads no more than it needs. */
final class StartUpTest {
  @Test
  void version_inAProcessOfItsOwn_loadsNoLibraryItDoesNotUse() throws Exception {
    String loaded = classesLoadedBy("--version");

    assertThat(loaded)
        .contains(" picocli.CommandLine ")
        .doesNotContain(
            " com.networknt.",
            " org.yaml.",
            " io.javalin.",
            " org.eclipse.jetty.",
            " io.netty.",
            " org.sqlite.",
            " ch.qos.logback.",
            " org.bytedeco.",
            " com.hivemq.",
            " io.outpost.agent.cli.Catalogue ");
  }

  private static String classesLoadedBy(String... arguments) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder process =
        new ProcessBuilder(
            java.toString(),
            "-Xlog:class+load",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    process.command().addAll(Arrays.asList(arguments));
    Process running = process.redirectErrorStream(true).start();
    running.getOutputStream().close();
    String text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor()).as(text).isZero();
    return text;
  }
}
