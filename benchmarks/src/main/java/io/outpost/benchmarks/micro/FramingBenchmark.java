package io.outpost.benchmarks.micro;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to cut one second of a 1080p stream at 4 Mbit/s, read from a connection in
 * pieces, into interleaved frames? One operation is that second. {@code benchmarks/run jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FramingBenchmark {
  private final RtspDecoder decoder = new RtspDecoder();
  private final Counter counter = new Counter();
  private VideoSecond second;
  private ByteBuffer wire;

  @Setup
  public void load() throws IOException, InterruptedException {
    second = VideoSecond.load();
    wire = ByteBuffer.wrap(second.bytes());
  }

  /** The bytes of the connection to frames. */
  @Benchmark
  public int frames() throws ProtocolException {
    counter.frames = 0;
    for (int at = 0; at < second.bytes().length; at += VideoSecond.READ_BYTES) {
      wire.limit(Math.min(second.bytes().length, at + VideoSecond.READ_BYTES)).position(at);
      decoder.push(wire, counter);
    }
    if (counter.frames != second.packets()) {
      throw new IllegalStateException(counter.frames + " frames, expected " + second.packets());
    }
    return counter.frames;
  }

  private static final class Counter implements RtspDecoder.Handler {
    private int frames;

    @Override
    public void onRequest(RtspRequest request) {
      throw new IllegalStateException("a request among the frames");
    }

    @Override
    public void onResponse(RtspResponse response) {
      throw new IllegalStateException("a response among the frames");
    }

    @Override
    public void onFrame(int channel, ByteBuffer payload) {
      frames++;
    }
  }
}
