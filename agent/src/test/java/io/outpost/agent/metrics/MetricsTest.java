package io.outpost.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  @Test
  void scrape_counterOfAPart_isThereInPrometheusForm() {
    try (Metrics metrics = Metrics.create()) {
      Counter.builder("outpost.frames.decoded")
          .description("d")
          .tag("camera", "a")
          .register(metrics.registry())
          .increment();

      assertThat(metrics.scrape()).contains("outpost_frames_decoded_total{camera=\"a\"} 1.0");
    }
  }

  @Test
  void scrape_residentMemory_isThatOfAJvm() {
    try (Metrics metrics = Metrics.create()) {
      double bytes = metrics.registry().get("process.resident.memory").gauge().value();

      assertThat(bytes).isBetween(10e6, 100e9);
    }
  }

  @Test
  void scrape_freshAgent_staysShort() {
    try (Metrics metrics = Metrics.create()) {
      assertThat(metrics.scrape().lines().filter(line -> !line.startsWith("#")).count())
          .isLessThan(60);
    }
  }
}
