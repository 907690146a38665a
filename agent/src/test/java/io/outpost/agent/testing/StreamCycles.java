package io.outpost.agent.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.RtspSource;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Opens a stream, breaks it and closes it, over and over: what that leaves behind adds up. */
public final class StreamCycles {
  /** Short where a broken stream is waited for, so that a thousand cycles take minutes. */
  public static final IngestSettings SETTINGS =
      new IngestSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          32,
          8);

  private static final long PATIENCE_SECONDS = 30;

  /** What happens to a stream that works. */
  private interface Fault {
    void strike(FaultyLink link) throws IOException;
  }

  /** The last one is none: it is closed while it works. */
  private static final List<Fault> FAULTS =
      List.of(
          FaultyLink::reset,
          link -> link.inject(new byte[80_000]),
          FaultyLink::forget,
          link -> link.inject("GET_PARAMETER * RTSP/1.0\r\n".getBytes(US_ASCII)),
          link -> {});

  private final Ingest ingest;
  private final int port;
  private final String path;

  /**
   * @param port of a camera on loopback
   * @param path of its stream, with a slash in front
   */
  public StreamCycles(Ingest ingest, int port, String path) {
    this.ingest = ingest;
    this.port = port;
    this.path = path;
  }

  /** Each cycle has another fault. */
  public void run(int cycles) throws IOException, InterruptedException {
    for (int i = 0; i < cycles; i++) {
      try (FaultyLink link = FaultyLink.to(port)) {
        URI uri = URI.create("rtsp://127.0.0.1:" + link.port() + path);
        Ends ends = new Ends();
        RtspSource source = ingest.open(StreamSettings.of("cycling", uri, Optional.empty()), ends);
        await(ends.streamed, "a picture");
        FAULTS.get(i % FAULTS.size()).strike(link);
        source.close();
        await(ends.closed, "its end");
      }
    }
  }

  private static void await(CountDownLatch latch, String what) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "waited " + PATIENCE_SECONDS + " s for " + what + " of a stream");
    }
  }

  private static final class Ends implements StreamListener {
    final CountDownLatch streamed = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void onAccessUnit(AccessUnit unit) {
      streamed.countDown();
    }

    @Override
    public void onState(StreamStatus status) {
      if (status.state() == StreamState.CLOSED) {
        closed.countDown();
      }
    }
  }
}
