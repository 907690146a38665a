package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of sealed passwords as systemd hands it over. */
class HandedKeyIT {
  @TempDir Path folder;

  @Test
  void set_keyHandedOver_isUsedAndNoneIsMade() throws Exception {
    Path handed = Files.createDirectories(folder.resolve("handed"));
    Files.writeString(
        handed.resolve("credentials.key"), Base64.getEncoder().encodeToString(new byte[32]));

    String output = set(handed);

    assertThat(output).isEqualTo("stored credentials station-7\n");
    assertThat(folder.resolve("config/credentials.yaml")).exists();
    assertThat(folder.resolve("config/credentials.key")).doesNotExist();
    CommandRun.Result without =
        new CommandRun(folder.resolve("config"))
            .of("camera", "add", "gate", "--main", "rtsp://h/a", "--credentials", "station-7");
    assertThat(without.err()).contains("sealed with a key that is not here");
  }

  private String set(Path handed) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Requires.repository().resolve("agent/target/outpost/bin/outpost").toString(),
                "credentials",
                "set",
                "station-7",
                "--user",
                "admin",
                "--password-stdin",
                "--config",
                folder.resolve("config").toString())
            .redirectErrorStream(true);
    builder.environment().put("CREDENTIALS_DIRECTORY", handed.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write("canary\n".getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
