package io.outpost.benchmarks.micro;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.Depacketisers;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to get the pictures out of one second of a 1080p H.264 stream at 4 Mbit/s? One
 * operation is that second. {@code benchmarks/run jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DepacketiseBenchmark {
  private final RtpPacket packet = new RtpPacket();
  private final RtpReceiver receiver = RtpReceiver.inOrder(VideoSecond.CLOCK_RATE);
  private final RtspDecoder decoder = new RtspDecoder();
  private final PictureConsumer counter = this::count;
  private final RtspDecoder.Handler handler = new Frames();
  private VideoSecond second;
  private ByteBuffer wire;
  private Depacketiser depacketiser;
  private int pictures;

  @Setup
  public void load() throws IOException, InterruptedException, ProtocolException {
    second = VideoSecond.load();
    wire = ByteBuffer.wrap(second.bytes());
    depacketiser = Depacketisers.create(VideoCodec.H264, Map.of("packetization-mode", "1"));
  }

  /** RTP packets to pictures. */
  @Benchmark
  public int packets() throws ProtocolException {
    second.advance();
    pictures = 0;
    for (int i = 0; i < second.packets(); i++) {
      take(second.bytes(), second.packetOffset(i), second.packetLength(i));
    }
    return checked();
  }

  /** The bytes of the connection to pictures. */
  @Benchmark
  public int connection() throws ProtocolException {
    second.advance();
    pictures = 0;
    for (int at = 0; at < second.bytes().length; at += VideoSecond.READ_BYTES) {
      wire.limit(Math.min(second.bytes().length, at + VideoSecond.READ_BYTES)).position(at);
      decoder.push(wire, handler);
    }
    return checked();
  }

  private void take(byte[] bytes, int offset, int length) throws ProtocolException {
    long now = 0;
    if (!receiver.offer(packet.wrap(bytes, offset, length), now).isTaken()) {
      throw new IllegalStateException("packet " + packet.sequence() + " was refused");
    }
    for (RtpPacket next = receiver.poll(now); next != null; next = receiver.poll(now)) {
      depacketiser.push(next, counter);
    }
  }

  private void count(CodedPicture picture) {
    pictures++;
  }

  /** A benchmark that lost its pictures would look fast. */
  private int checked() {
    if (pictures != second.pictures()) {
      throw new IllegalStateException(pictures + " pictures, expected " + second.pictures());
    }
    return pictures;
  }

  private final class Frames implements RtspDecoder.Handler {
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
      try {
        take(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
      } catch (ProtocolException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
