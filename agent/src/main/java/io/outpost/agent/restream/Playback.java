package io.outpost.agent.restream;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.protocols.h26x.Packetisers;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.ServerAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream on its way to one viewer, from PLAY to whatever ends it. Pictures come in from the
 * publisher's thread and go out on the viewer's event loop, where all else happens too. What is
 * still under way when it ends goes nowhere: a viewer that plays anew has a playback of its own.
 */
final class Playback implements LiveStream.Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(Playback.class);

  /** Fits an Ethernet frame with room for a tunnel's headers. */
  private static final int MAX_PACKET_BYTES = 1400;

  /** Five seconds, as RFC 3550 6.2 has it at the least. */
  private static final long REPORT_TICKS = 5 * 90_000;

  /** What fits into a receiver's buffer at once; beyond it a burst of datagrams is lost. */
  private static final long MAX_DATAGRAM_BURST_BYTES = 128 << 10;

  /** Who is told of the end, on the viewer's event loop. */
  @FunctionalInterface
  interface Owner {
    void onEnd(EndReason reason);
  }

  private final Channel channel;
  private final LiveStream stream;
  private final LowerTransport lower;
  private final PacketSink sink;
  private final Counter sentBytes;
  private final Owner owner;
  private final VideoCodec codec;
  private final RtpWriter writer;
  private final Packetiser packetiser;
  private boolean keySeen;
  private boolean ended;
  private long reportedTicks;
  private long totalBytes;

  Playback(Channel channel, LiveStream stream, ServerAction.Start start, Output output) {
    this.channel = channel;
    this.stream = stream;
    this.lower = start.transport().lower();
    this.sink = output.sink();
    this.sentBytes = output.sentBytes();
    this.owner = output.owner();
    this.codec = stream.codec();
    this.writer =
        new RtpWriter(StreamDescription.payloadType(codec), start.ssrc(), start.ssrc() >>> 16);
    this.packetiser = Packetisers.create(codec, writer, MAX_PACKET_BYTES);
  }

  /** Where it leads. */
  record Output(PacketSink sink, Counter sentBytes, Owner owner) {}

  /** Whether it began; not when the stream is served no longer. */
  boolean begin() {
    return stream.join(
        this, lower == LowerTransport.UDP ? MAX_DATAGRAM_BURST_BYTES : Long.MAX_VALUE);
  }

  /** Once; the owner is not told. */
  void end() {
    ended = true;
    stream.leave(this);
    sink.close();
  }

  String path() {
    return stream.path();
  }

  String camera() {
    return stream.camera();
  }

  LowerTransport lower() {
    return lower;
  }

  /** Sent so far, of packets with their headers. */
  long totalBytes() {
    return totalBytes;
  }

  @Override
  public void deliver(AccessUnit unit, long timestampTicks) {
    channel.eventLoop().execute(() -> onPicture(unit, timestampTicks));
  }

  @Override
  public void onRemoved() {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (!ended) {
                owner.onEnd(EndReason.STREAM_REMOVED);
              }
            });
  }

  private void onPicture(AccessUnit unit, long timestampTicks) {
    if (ended || !channel.isActive()) {
      return;
    }
    keySeen |= unit.key();
    if (!keySeen) {
      return;
    }
    if (!channel.isWritable()) {
      owner.onEnd(EndReason.TOO_SLOW);
    } else if (unit.codec() != codec) {
      owner.onEnd(EndReason.CODEC_CHANGED);
    } else {
      try {
        send(unit, timestampTicks);
      } catch (RuntimeException bug) {
        // Ends this viewer: whatever holds its pictures must not be kept.
        LOG.error("picture not sent path={}; report this with the log around it", path(), bug);
        owner.onEnd(EndReason.FAILED);
      }
    }
  }

  private void send(AccessUnit unit, long timestampTicks) {
    long before = totalBytes;
    sink.begin(unit.sizeBytes());
    if (writer.packetCount() == 0 || timestampTicks - reportedTicks >= REPORT_TICKS) {
      reportedTicks = timestampTicks;
      byte[] report = SenderReports.of(writer, unit.captureTime().instant(), timestampTicks);
      add(PacketSink.Kind.RTCP, report, 0, report.length);
    }
    packetiser.packetise(
        unit.data(),
        timestampTicks,
        (buffer, offset, length) -> add(PacketSink.Kind.RTP, buffer, offset, length));
    sink.end();
    sentBytes.increment((double) (totalBytes - before));
  }

  private void add(PacketSink.Kind kind, byte[] buffer, int offset, int length) {
    totalBytes += length;
    sink.add(kind, buffer, offset, length);
  }
}
