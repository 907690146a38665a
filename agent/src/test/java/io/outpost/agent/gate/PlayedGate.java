package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.DayHours;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A gate, and a camera of ten pictures a second and a key picture every two seconds, unless said
 * otherwise.
 */
abstract class PlayedGate {
  private static final Duration LOOKS = Duration.ofMillis(200);
  private static final Instant START = Instant.parse("2026-11-25T06:59:50Z");

  int keyEvery = 20;
  int number;

  ActivityGate gate(AnalysisMode mode, String... always) {
    List<DayHours> hours = List.of(always).stream().map(DayHours::parse).toList();
    return new ActivityGate(
        new Watchfulness(mode, Duration.ofSeconds(5), hours),
        LOOKS,
        new GopBuffer(1_000_000, Duration.ofSeconds(10)),
        ZoneOffset.UTC);
  }

  AccessUnit unit() {
    long micros = number * 100_000L;
    Instant taken = START.plusNanos(micros * 1000);
    CaptureTime time = new CaptureTime(taken, CaptureTime.Source.MEDIA, Duration.ZERO);
    boolean key = number % keyEvery == 0;
    number++;
    return new AccessUnit(VideoCodec.H264, new byte[100], micros, time, key, 0);
  }

  /** Passes pictures and answers each glance that is ordered, until seconds of media are over. */
  List<Look> play(ActivityGate gate, int seconds, Verdict verdict) {
    List<Look> ordered = new ArrayList<>();
    for (int i = 0; i < seconds * 10; i++) {
      Orders orders = gate.next(unit());
      ordered.addAll(orders.looks());
      answer(gate, orders.looks(), verdict);
    }
    return ordered;
  }

  static Orders answer(ActivityGate gate, List<Look> looks, Verdict verdict) {
    return gate.heed(
        looks.stream()
            .filter(Look::wanted)
            .map(look -> new Glance(look.unit().mediaMicros(), verdict, 0))
            .toList());
  }

  static List<Double> seconds(List<Look> looks) {
    return looks.stream().map(look -> look.unit().mediaMicros() / 1e6).toList();
  }

  static List<Look> wanted(List<Look> looks) {
    return looks.stream().filter(Look::wanted).toList();
  }

  ActivityGate asleep(AnalysisMode mode) {
    ActivityGate gate = gate(mode);
    play(gate, 10, Verdict.QUIET);
    assertThat(gate.awake()).isFalse();
    return gate;
  }
}
