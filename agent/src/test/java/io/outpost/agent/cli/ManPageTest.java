package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.Requires;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManPageTest {
  @TempDir Path folder;

  @Test
  void page_everyCommand_isOnItWithItsOptions() {
    String page = new CommandRun(folder).of("man-page").out();

    assertThat(page)
        .startsWith(".TH OUTPOST 1")
        .contains(
            ".SS \"outpost camera add ID\"",
            ".SS \"outpost credentials set NAME\"",
            "\\fB\\-\\-main\\fR=\\fIURL\\fR",
            ".SS \"outpost run\"");
    assertThat(page.lines()).noneMatch(line -> line.startsWith("'"));
  }

  @Test
  void page_formattedByGroff_hasNoWarning() throws Exception {
    Requires.command("groff", "groff-base");
    Path page = folder.resolve("outpost.1");
    Files.writeString(page, new CommandRun(folder).of("man-page").out());

    Process groff =
        new ProcessBuilder("groff", "-man", "-ww", "-Tutf8", "-rLL=100n", page.toString()).start();
    String text =
        new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replaceAll("\u001b\\[[0-9;]*m|.\b", "");
    String warnings = new String(groff.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(groff.waitFor()).isZero();
    assertThat(warnings).isEmpty();
    assertThat(text).contains("outpost camera add ID", "--password-stdin", "EXIT STATUS");
  }
}
