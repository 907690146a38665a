package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distribution under locales that know no Chinese, or are not installed. */
class LocaleIT {
  @TempDir Path config;

  @ParameterizedTest
  @CsvSource({
    "LANG, C, added camera gate",
    "LANG, C.UTF-8, added camera gate",
    "LANG, xx_XX.UTF-8, added camera gate",
    "LANG, zh_CN.UTF-8, 已添加摄像机 gate",
    "LC_ALL, zh_CN.GB18030, 已添加摄像机 gate",
    "LC_MESSAGES, zh_CN, 已添加摄像机 gate",
  })
  void add_nameInChinese_isKeptUnderAnyLocale(String variable, String locale, String answer)
      throws IOException, InterruptedException {
    Path program = Requires.repository().resolve("agent/target/outpost/bin/outpost");
    ProcessBuilder builder =
        new ProcessBuilder(
                Requires.command("sh", "dash").toString(),
                "-c",
                // The arguments in UTF-8, whatever the locale of these tests is.
                program
                    + " camera add gate --main rtsp://192.0.2.10/main"
                    + " --name \"$(printf '\\344\\270\\234\\351\\227\\250')\" --config "
                    + config)
            // What it says of a box that nobody has measured.
            .redirectError(config.resolve("said").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    environment.put(variable, locale);

    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    String said = Files.readString(config.resolve("said"));
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("outpost plan").hasLineCount(1);
    assertThat(output).isEqualTo(answer + "\n");
    assertThat(Files.readString(config.resolve("cameras.d/gate.yaml"))).contains("name: 东门\n");
  }
}
