package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.Rtcp;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.SenderReport;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.sdp.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a stream's packets do to its metrics and capture times; each packet is a JPEG picture. */
class MediaReceiverTest {
  private static final int TICKS = 3_600;
  private static final Duration PICTURE = Duration.ofMillis(40);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String JPEG = "00 000000 01 32 02 02 1122";

  private final SimulatedTime time = new SimulatedTime(NOON);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StreamMeters meters =
      new StreamMeters(registry, new StreamGauges(registry), "yard");
  private final EventLoop loop = new DefaultEventLoop();
  private final List<AccessUnit> units = new ArrayList<>();
  private Optional<CameraClock> cameraClock = Optional.empty();
  private final MediaReceiver receiver = receiver(VideoCodec.JPEG, 26);

  @AfterEach
  void close() {
    Future<?> unused = loop.shutdownGracefully();
  }

  private MediaReceiver receiver(VideoCodec codec, int payloadType) {
    VideoTrack track =
        new VideoTrack(codec, payloadType, 90_000, "", Map.of(), Optional.empty(), 0);
    IngestContext context =
        new IngestContext(
            loop,
            new PictureMemory(),
            new ReadPace(),
            IngestSettings.DEFAULT,
            time,
            meters,
            () -> cameraClock,
            () -> "cname",
            new Random(1),
            LoggerFactory.getLogger(MediaReceiverTest.class));
    try {
      return new MediaReceiver(
          track, LowerTransport.UDP, context, (unit, picture) -> units.add(unit));
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private void send(int sequence, long timestamp, int ssrc) {
    receiver.onRtp(packet(new RtpWriter(26, ssrc, sequence), timestamp, JPEG));
  }

  /** Picture by picture, one every 40 ms. */
  private void send(int... sequences) {
    for (int sequence : sequences) {
      send(sequence, 1_000_000L + sequence * (long) TICKS, 7);
      time.advance(PICTURE);
    }
  }

  private static ByteBuffer packet(RtpWriter writer, long timestamp, String payload) {
    byte[] bytes = HexFormat.of().parseHex("00".repeat(12) + payload.replace(" ", ""));
    writer.writeHeader(bytes, bytes.length, timestamp, true);
    return ByteBuffer.wrap(bytes);
  }

  private double count(String name, String reason) {
    var counter = registry.find(name).tags("camera", "yard", "reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void onRtp_packetMissing_isCountedAndMarksTheNextPicture() {
    send(1, 2, 4, 5, 6, 7, 8, 9, 10);

    assertThat(registry.get("outpost.rtp.packets.lost").counter().count()).isEqualTo(1);
    assertThat(units).extracting(AccessUnit::lostBefore).startsWith(0, 0, 1, 0);
  }

  @Test
  void onRtp_outOfTurn_isCountedByReason() {
    send(1, 3, 2, 3, 5, 6, 7, 8, 9, 10, 11, 4, 30_000);

    assertThat(count("outpost.rtp.packets.irregular", "reordered")).isEqualTo(1);
    assertThat(count("outpost.rtp.packets.irregular", "duplicate")).isEqualTo(1);
    assertThat(count("outpost.rtp.packets.irregular", "late")).isEqualTo(1);
    assertThat(count("outpost.rtp.packets.irregular", "stray")).isEqualTo(1);
    assertThat(units).hasSize(10);
  }

  @Test
  void onRtp_ssrcChanges_isCounted() {
    send(1, 2);
    send(3, 5, 8);

    assertThat(count("outpost.rtp.discontinuities", "ssrc-changed")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"9000000, timestamp-jumped-forward", "-9000000, timestamp-jumped-backward"})
  void onRtp_timestampJumps_isCountedByDirection(long jump, String reason) {
    send(1, 1_000_000_000L, 7);
    send(2, 1_000_000_000L + jump, 7);
    send(3, 1_000_000_000L + jump + TICKS, 7);

    assertThat(registry.get("outpost.rtp.discontinuities").counters()).hasSize(1);
    assertThat(count("outpost.rtp.discontinuities", reason)).isEqualTo(1);
  }

  @Test
  void onRtp_steadyThenLate_jitterIsThatOfTheRfcInSeconds() {
    assertThat(registry.get("outpost.rtp.jitter").gauge().value()).isNaN();
    meters.setStreaming(true);
    send(1, 2);
    assertThat(registry.get("outpost.rtp.jitter").gauge().value()).isZero();

    time.advance(Duration.ofMillis(160));
    send(3);

    assertThat(registry.get("outpost.rtp.jitter").gauge().value())
        .isEqualTo(0.160 / 16, offset(1.0 / 90_000));
  }

  @Test
  void onRtp_pictureThatComesToNothing_isCountedByReason() {
    RtpWriter jpeg = new RtpWriter(26, 7, 1);
    receiver.onRtp(packet(jpeg, 0, "00 000004 01 32 02 02 5566"));
    receiver.onRtp(packet(jpeg, 1, JPEG));
    receiver.onRtp(packet(jpeg, 2, "00 000009 01 32 02 02 5566"));
    receiver(VideoCodec.H264, 96).onRtp(packet(new RtpWriter(96, 7, 1), 0, "65 88 84"));
    MediaReceiver h264 = receiver(VideoCodec.H264, 96);
    RtpWriter writer = new RtpWriter(96, 7, 1);
    h264.onRtp(packet(writer, 0, "65 88 84"));
    h264.onRtp(packet(writer, 1, "41 9a 22"));

    assertThat(count("outpost.pictures.dropped", "incomplete")).isEqualTo(1);
    assertThat(count("outpost.pictures.dropped", "malformed")).isEqualTo(1);
    assertThat(count("outpost.pictures.dropped", "undecodable")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, RTCP_SR", "28800, ARRIVAL", "-18000, ARRIVAL"})
  void onRtcp_reportInLocalTime_isNotTrustedAndTheUnitSaysSo(
      long zoneSeconds, CaptureTime.Source source) {
    send(1);
    long ntp = (NOON.getEpochSecond() + zoneSeconds + 2_208_988_800L) << 32;
    SenderReport report = new SenderReport(7, ntp, 1_000_000L + TICKS, 1, 1);
    receiver.onRtcp(ByteBuffer.wrap(Rtcp.write(List.of(report))));
    send(2);

    CaptureTime captured = units.get(1).captureTime();
    assertThat(captured.source()).isEqualTo(source);
    assertThat(Duration.between(NOON, captured.instant())).isEqualTo(PICTURE);
  }

  @ParameterizedTest
  @CsvSource({"28800, 28800, ONVIF_OFFSET", "-90000, -90000, ONVIF_OFFSET", "28800, 0, ARRIVAL"})
  void onRtcp_clockKnownToBeWrong_correctsTheReportIfItAgrees(
      long offSeconds, long aheadSeconds, CaptureTime.Source source) {
    cameraClock =
        Optional.of(new CameraClock(Duration.ofSeconds(aheadSeconds), Duration.ofMillis(600)));
    send(1);
    long ntp = (NOON.getEpochSecond() + offSeconds + 2_208_988_800L) << 32;
    SenderReport report = new SenderReport(7, ntp, 1_000_000L + TICKS, 1, 1);
    receiver.onRtcp(ByteBuffer.wrap(Rtcp.write(List.of(report))));
    send(2);

    CaptureTime captured = units.get(1).captureTime();
    assertThat(captured.source()).isEqualTo(source);
    assertThat(Duration.between(NOON, captured.instant())).isEqualTo(PICTURE);
    assertThat(captured.errorBound()).isGreaterThanOrEqualTo(Duration.ofMillis(600));
  }
}
