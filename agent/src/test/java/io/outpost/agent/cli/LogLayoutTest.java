package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogLayoutTest {
  private final Logger logger = new LoggerContext().getLogger("io.outpost.agent.ingest.Ingest");

  @Test
  void doLayout_event_isOneLineOfKeysAndValues() {
    assertThat(line("stream down camera={} reason={}", null, "gate", "stalled"))
        .isEqualTo("2026-11-25T08:00:00Z WARN Ingest stream down camera=gate reason=stalled\n");
  }

  @Test
  void doLayout_controlCharactersFromOutside_cannotBeginALine() {
    assertThat(line("realm={}", null, "x\nERROR forged\u001b[2J"))
        .isEqualTo("2026-11-25T08:00:00Z WARN Ingest realm=x ERROR forged [2J\n");
  }

  @Test
  void doLayout_urlWithPassword_losesIt() {
    assertThat(line("url={}", new IOException("no rtsp://u:canary@h/a"), "rtsp://u:canary@h/a"))
        .doesNotContain("canary")
        .contains("url=rtsp://***@h/a");
  }

  @Test
  void doLayout_error_isToldInTheSameLine() {
    String line = line("failed", new IllegalStateException("odd", new IOException("lost")));

    assertThat(line)
        .contains("cause=\"java.lang.IllegalStateException: odd\" at=io.outpost.agent.cli.")
        .contains("cause=\"java.io.IOException: lost\"");
    assertThat(line.lines()).hasSize(1);
  }

  private String line(String message, @Nullable Throwable cause, Object... arguments) {
    LoggingEvent event = new LoggingEvent("fqcn", logger, Level.WARN, message, cause, arguments);
    event.setInstant(Instant.parse("2026-11-25T08:00:00Z"));
    return new LogLayout().doLayout(event);
  }
}
