package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipTest {
  @Test
  void accessUnits_clip_hasEachPictureAndItsBitRate() throws IOException, InterruptedException {
    Clip clip = Clip.SUB.shortened();

    List<byte[]> units = clip.accessUnits();

    assertThat(units).hasSize(clip.pictures());
    double kilobits = units.stream().mapToInt(unit -> unit.length).sum() * 8 / 1000.0;
    assertThat(kilobits / clip.seconds())
        .isBetween(clip.kilobitsPerSecond() * 0.8, clip.kilobitsPerSecond() * 1.2);
  }

  @Test
  void file_clip_isAnMp4() throws IOException, InterruptedException {
    byte[] file = Files.readAllBytes(Clip.SUB.shortened().file());

    assertThat(new String(file, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
  }
}
