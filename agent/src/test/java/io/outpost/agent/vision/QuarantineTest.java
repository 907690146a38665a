package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.Suspect.Part;
import io.outpost.agent.vision.VisionMetrics.RestartReason;
import io.outpost.agent.vision.model.DetectorChoice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final Suspect YARD = new Suspect("yard", Part.ANALYSED);

  private final Clock clock = new Clock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Quarantine quarantine = new Quarantine(clock, new VisionMetrics(registry));
  private final WorkerLink.Shared shared =
      new WorkerLink.Shared(
          Runnable::run,
          clock,
          new VisionMetrics(registry),
          quarantine,
          new ChosenDetectors(DetectorChoice.BUILT_IN, new VisionMetrics(registry)));

  @Test
  void reason_afterTheQuarantine_isGone() {
    quarantine.add(YARD);

    assertThat(quarantine.reason(YARD)).hasValueSatisfying(why -> assertThat(why).contains("yard"));
    assertThat(quarantine.reason(new Suspect("gate", Part.ANALYSED))).isEmpty();
    assertThat(quarantine.reason(new Suspect("yard", Part.STILLS))).isEmpty();
    clock.nanos += Quarantine.LENGTH.toNanos();
    assertThat(quarantine.reason(YARD)).isEmpty();
    assertThat(registry.get("outpost.streams.quarantined").counter().count()).isEqualTo(1);
  }

  @Test
  void restartReason_anyOf_hasALabel() {
    assertThat(RestartReason.values())
        .extracting(RestartReason::label)
        .containsExactly("died", "hung", "unreachable");
  }

  @Test
  void expireUnsent_noWorkerInTime_failsTheCall() {
    var ledger = new Ledger(shared, Duration.ofSeconds(5));
    var question =
        new Question(io.outpost.agent.vision.wire.Request.newBuilder(), Optional.empty());
    ledger.add(question);

    ledger.expireUnsent("it is still starting");
    assertThat(question.result()).isNotDone();
    clock.nanos += Duration.ofSeconds(6).toNanos();
    ledger.expireUnsent("it is still starting");

    assertThat(question.result()).isCompletedExceptionally();
  }

  @Test
  void analyse_inQuarantine_failsWithTheReason() {
    quarantine.add(YARD);
    var link =
        new WorkerLink(
            new ServiceWorker(java.nio.file.Path.of("/nonexistent/worker.sock")),
            Duration.ofSeconds(1),
            shared);
    var stream = new VisionStream(link, TestWorkers.plain("yard"), 1);

    CompletableFuture<Analysis> result = stream.analyse(List.of());

    assertThat(result).isCompletedExceptionally();
    assertThat(result.handle((analysis, failure) -> failure).join())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("twice in a row");
  }

  private static final class Clock implements TimeSource {
    private long nanos = 1;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
