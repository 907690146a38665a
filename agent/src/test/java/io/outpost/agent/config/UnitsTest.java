package io.outpost.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
  @ParameterizedTest
  @CsvSource({"400ms, PT0.4S", "2s, PT2S", "5m, PT5M", "72h, PT72H", "30d, PT720H", "0ms, PT0S"})
  void duration_everyUnit_isRead(String text, Duration expected) {
    assertThat(Units.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"512KiB, 524288", "16MiB, 16777216", "2GiB, 2147483648", "64GiB, 68719476736"})
  void sizeBytes_everyUnit_isRead(String text, long expected) {
    assertThat(Units.sizeBytes(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"400ms", "2s", "90s", "5m", "90m", "72h", "1500ms", "0ms"})
  void format_readBack_isTheSame(String text) {
    Duration duration = Units.duration(text);

    assertThat(Units.duration(Units.format(duration))).isEqualTo(duration);
  }

  @Test
  void duration_ofSize_isRefused() {
    assertThatThrownBy(() -> Units.duration("2GiB")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Units.duration("2 s")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Units.sizeBytes("2s")).isInstanceOf(IllegalArgumentException.class);
  }
}
