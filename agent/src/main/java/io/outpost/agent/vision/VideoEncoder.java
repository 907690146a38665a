package io.outpost.agent.vision;

import com.google.protobuf.UnsafeByteOperations;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.wire.CloseEncoder;
import io.outpost.agent.vision.wire.Encode;
import io.outpost.agent.vision.wire.Unit;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Encodes drawn pictures as H.264. For one thread. */
public final class VideoEncoder implements AutoCloseable {
  private final WorkerLink link;
  private final long id;
  private final EncoderSpec spec;

  VideoEncoder(WorkerLink link, long id, EncoderSpec spec) {
    this.link = link;
    this.id = id;
    this.spec = spec;
  }

  /**
   * Takes the next picture.
   *
   * @param rgb packed, three bytes a pixel, row by row
   * @return what has been encoded so far and was not yet returned, in decoding order; media time
   *     counts from the first picture, capture time from the epoch
   */
  public List<AccessUnit> encode(byte[] rgb) throws IOException {
    int expected = spec.width() * spec.height() * 3;
    if (rgb.length != expected) {
      throw new IllegalArgumentException(
          "picture of " + rgb.length + " bytes, expected " + expected);
    }
    return send(Encode.newBuilder().setEncoder(id).setRgb(UnsafeByteOperations.unsafeWrap(rgb)));
  }

  /** The rest, after the last picture. */
  public List<AccessUnit> finish() throws IOException {
    return send(Encode.newBuilder().setEncoder(id).setFlush(true));
  }

  @Override
  public void close() {
    link.forget(request -> request.setCloseEncoder(CloseEncoder.newBuilder().setEncoder(id)));
  }

  private List<AccessUnit> send(Encode.Builder encode) throws IOException {
    return link.ask(request -> request.setEncode(encode)).getUnits().getUnitsList().stream()
        .map(VideoEncoder::unit)
        .toList();
  }

  private static AccessUnit unit(Unit unit) {
    long micros = unit.getMediaMicros();
    var time =
        new CaptureTime(
            Instant.EPOCH.plus(micros, ChronoUnit.MICROS), CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(
        VideoCodec.H264, unit.getData().toByteArray(), micros, time, unit.getKey(), 0);
  }
}
