package io.outpost.agent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.demo.CountedClip;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.restream.LiveStream;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.restream.RestreamServer;
import io.outpost.agent.restream.RestreamSettings;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.awt.Dimension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A camera that serves the drawn scene twice, with the number of each picture burnt in: 1280x720 as
 * its main stream, 640x360 as its sub-stream.
 */
final class CountedCamera implements AutoCloseable {
  static final int MAIN_WIDTH = 1280;
  static final int MAIN_HEIGHT = 720;

  /** A car pulls onto the shoulder; what follows is left out until somebody walks by. */
  private static final List<Integer> SHOWN =
      IntStream.concat(IntStream.range(40, 115), IntStream.range(220, 310)).boxed().toList();

  /** The camera codes its main stream a little before its sub-stream. */
  private static final Duration MAIN_AHEAD = Duration.ofMillis(-12);

  private static List<AccessUnit> mainClip = List.of();
  private static List<AccessUnit> subClip = List.of();

  private final Network network;
  private final RestreamServer server;
  private Instant start = Instant.EPOCH;
  private @Nullable LoopingClip playing;

  CountedCamera(Network network) throws IOException {
    this.network = network;
    this.server = network.restream(RestreamSettings.loopback(0, Optional.empty()));
  }

  /** To be called once, before the first camera. */
  static void encode() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (VisionWorkers workers =
        VisionWorkers.start(
            VisionSettings.children(1), threads, SystemTime.INSTANCE, new SimpleMeterRegistry())) {
      workers.awaitReady(Duration.ofMinutes(1));
      List<List<AccessUnit>> clips =
          CountedClip.make(workers, new Dimension(MAIN_WIDTH, MAIN_HEIGHT), SHOWN);
      mainClip = clips.get(0);
      subClip = clips.get(1);
    } finally {
      threads.shutdownNow();
    }
  }

  int port() {
    return server.address().getPort();
  }

  /** Plays both streams; returns the main one. */
  LiveStream play() {
    LiveStream main = server.add("/main");
    play(main::publish);
    return main;
  }

  /** There is no main stream. */
  void playSubAlone() {
    play(unit -> {});
  }

  /**
   * Plays the sub-stream, and to {@code main} the picture of the same number. Both are stamped with
   * the times they should have, however late a loaded machine sends them.
   */
  private void play(Consumer<AccessUnit> main) {
    LiveStream sub = server.add("/sub");
    start = SystemTime.INSTANCE.now();
    playing =
        network.loop(
            subClip,
            unit -> {
              long perSecond = CountedClip.PICTURES_PER_SECOND;
              int index = (int) ((unit.mediaMicros() * perSecond + 500_000) / 1_000_000);
              long micros = index * 1_000_000L / CountedClip.PICTURES_PER_SECOND;
              AccessUnit coded = mainClip.get(index % mainClip.size());
              main.accept(at(coded, micros, MAIN_AHEAD));
              sub.publish(at(unit, micros, Duration.ZERO));
            });
  }

  private AccessUnit at(AccessUnit unit, long micros, Duration ahead) {
    CaptureTime time =
        new CaptureTime(
            start.plusNanos(micros * 1000).plus(ahead), CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(unit.codec(), unit.data(), micros, time, unit.key(), 0);
  }

  /** The number of the picture that was captured then. */
  int numberAt(Instant captured) {
    double seconds = Duration.between(start, captured).toNanos() / 1e9;
    long index = Math.round(seconds * CountedClip.PICTURES_PER_SECOND);
    return SHOWN.get((int) (index % SHOWN.size()));
  }

  @Override
  public void close() {
    if (playing != null) {
      playing.close();
    }
    server.close();
  }
}
