package io.outpost.agent.ingest;

import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.Depacketisers;
import io.outpost.protocols.rtp.Arrival;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.Discontinuity;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.PictureDrop;
import io.outpost.protocols.rtp.ReceiverReport;
import io.outpost.protocols.rtp.Rtcp;
import io.outpost.protocols.rtp.RtcpPacket;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.SenderReport;
import io.outpost.protocols.rtp.SenderReportClock;
import io.outpost.protocols.rtp.SenderReportClock.CaptureInstant;
import io.outpost.protocols.rtp.SourceDescription;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.sdp.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Turns the RTP and RTCP packets of one connection into access units. Packets that are malformed
 * are counted and dropped; those of other tracks are dropped. Lives on the stream's event loop.
 */
final class MediaReceiver {
  /**
   * How far the arrival of a picture may be behind its capture when nothing else is known. Cameras
   * take 100 to 400 ms to expose, code and send a picture; a busy one or a loaded network doubles
   * that. It is an assumption and no measurement: without a clock that both sides share, what
   * arrives tells how its delay varies (the jitter) and not how long it is.
   */
  static final Duration ARRIVAL_ERROR_BOUND = Duration.ofSeconds(1);

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final VideoTrack track;
  private final TimeSource time;
  private final StreamMeters meters;
  private final Supplier<Optional<CameraClock>> cameraClock;
  private final BiConsumer<AccessUnit, CodedPicture> out;
  private final RtpReceiver receiver;
  private final Depacketiser depacketiser;
  private final SenderReportClock clock;
  private final RtpPacket packet = new RtpPacket();
  private final PictureConsumer pictures = new Pictures();
  private final String cname;
  private final int ssrc;
  private boolean started;
  private long firstTicks;
  private long ticks;
  private long ticksArrivedNanos;
  private long ticksBefore;
  private long ticksBeforeArrivedNanos;

  /**
   * @throws ProtocolException when the track cannot be received as it is described
   */
  MediaReceiver(
      VideoTrack track,
      LowerTransport lower,
      IngestContext context,
      BiConsumer<AccessUnit, CodedPicture> out)
      throws ProtocolException {
    this.track = track;
    this.time = context.time();
    this.meters = context.meters();
    this.cameraClock = context.cameraClock();
    this.out = out;
    this.receiver =
        lower == LowerTransport.TCP
            ? RtpReceiver.inOrder(track.clockRate())
            : RtpReceiver.reordering(track.clockRate());
    this.depacketiser = Depacketisers.create(track.codec(), track.parameters(), context.memory());
    this.clock = new SenderReportClock(track.clockRate());
    this.cname = context.nonces().get();
    this.ssrc = cname.hashCode();
  }

  /**
   * @param bytes lent until the method returns
   */
  void onRtp(ByteBuffer bytes) {
    onRtp(bytes, time.nanos());
  }

  /**
   * @param bytes lent until the method returns
   * @param now when they were read
   */
  void onRtp(ByteBuffer bytes, long now) {
    meters.onBytes(bytes.remaining());
    try {
      packet.wrap(bytes);
    } catch (ProtocolException e) {
      meters.onMalformed();
      return;
    }
    if (packet.payloadType() != track.payloadType()) {
      return; // audio or metadata that was never asked for
    }
    Arrival arrival = receiver.offer(packet, now);
    if (arrival != Arrival.ACCEPTED) {
      meters.onIrregular(arrival);
    }
    if (arrival.isTaken()) {
      drain(now);
    }
  }

  /** Gives up packets that have been waited for long enough; to be called now and then over UDP. */
  void giveUpMissing() {
    drain(time.nanos());
  }

  private void drain(long now) {
    for (RtpPacket next = receiver.poll(now); next != null; next = receiver.poll(now)) {
      onOrdered(next);
    }
  }

  /**
   * @param bytes lent until the method returns
   */
  void onRtcp(ByteBuffer bytes) {
    meters.onBytes(bytes.remaining());
    byte[] compound = new byte[bytes.remaining()];
    bytes.get(bytes.position(), compound);
    try {
      for (RtcpPacket report : Rtcp.parse(compound, 0, compound.length)) {
        if (report instanceof SenderReport sender) {
          onSenderReport(sender);
        }
      }
    } catch (ProtocolException e) {
      meters.onMalformed();
    }
  }

  /** What the camera is to know of how its packets arrive; empty before the first. */
  Optional<byte[]> receiverReport() {
    if (!receiver.hasStarted()) {
      return Optional.empty();
    }
    ReceiverReport report =
        new ReceiverReport(ssrc, List.of(receiver.receptionReport(time.nanos())));
    return Optional.of(Rtcp.write(List.of(report, new SourceDescription(ssrc, cname))));
  }

  private void onSenderReport(SenderReport report) {
    if (receiver.hasStarted() && report.ssrc() != receiver.ssrc()) {
      return; // of another track, or of a session that an earlier connection left behind
    }
    receiver.onSenderReport(report, time.nanos());
    clock.onSenderReport(report, receiver.unwrap(report.rtpTimestamp()), time.now());
  }

  private void onOrdered(RtpPacket next) {
    if (next.lostBefore() > 0) {
      meters.onLost(next.lostBefore());
    }
    if (next.discontinuity() != Discontinuity.NONE) {
      meters.onDiscontinuity(next.discontinuity());
      clock.restart();
    }
    if (!started || next.timestampTicks() != ticks) {
      ticksBefore = ticks;
      ticksBeforeArrivedNanos = ticksArrivedNanos;
      ticks = next.timestampTicks();
      ticksArrivedNanos = next.arrivalNanos();
      firstTicks = started ? firstTicks : ticks;
      started = true;
    }
    try {
      depacketiser.push(next, pictures);
    } catch (ProtocolException e) {
      meters.onMalformed();
    }
  }

  /** Whether parameter sets have come with the pictures so far. */
  boolean parameterSetsInBand() {
    return depacketiser.parameterSetsInBand();
  }

  /** What the depacketiser says. */
  private final class Pictures implements PictureConsumer {
    @Override
    public void accept(CodedPicture picture) {
      onPicture(picture);
    }

    @Override
    public void onDropped(PictureDrop why) {
      meters.onDropped(why);
    }
  }

  private void onPicture(CodedPicture picture) {
    meters.onAccessUnit();
    meters.setJitter((double) receiver.jitterTicks() / track.clockRate());
    long mediaMicros =
        (picture.timestampTicks() - firstTicks) * MICROS_PER_SECOND / track.clockRate();
    AccessUnit unit =
        new AccessUnit(
            picture.codec(),
            picture.data(),
            mediaMicros,
            captureTime(picture.timestampTicks()),
            picture.key(),
            picture.packetsLostBefore());
    out.accept(unit, picture);
  }

  private CaptureTime captureTime(long pictureTicks) {
    CaptureInstant reported = clock.captureInstant(pictureTicks);
    if (reported != null) {
      return new CaptureTime(reported.instant(), CaptureTime.Source.RTCP_SR, reported.errorBound());
    }
    Optional<CaptureTime> corrected = corrected(pictureTicks);
    if (corrected.isPresent()) {
      return corrected.get();
    }
    boolean before = pictureTicks == ticksBefore && pictureTicks != ticks;
    long arrivedNanos = before ? ticksBeforeArrivedNanos : ticksArrivedNanos;
    Instant arrived = time.now().minusNanos(time.nanos() - arrivedNanos);
    return new CaptureTime(arrived, CaptureTime.Source.ARRIVAL, ARRIVAL_ERROR_BOUND);
  }

  /** By reports of a clock that is wrong, as far as it is known how wrong. */
  private Optional<CaptureTime> corrected(long pictureTicks) {
    Optional<CameraClock> wrong = cameraClock.get();
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    CaptureInstant instant =
        clock.correctedInstant(pictureTicks, wrong.get().ahead(), wrong.get().error());
    return instant == null
        ? Optional.empty()
        : Optional.of(
            new CaptureTime(
                instant.instant(), CaptureTime.Source.ONVIF_OFFSET, instant.errorBound()));
  }
}
