package io.outpost.agent.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.metrics.ReasonCounters;
import io.outpost.protocols.rtp.Arrival;
import io.outpost.protocols.rtp.Discontinuity;
import io.outpost.protocols.rtp.PictureDrop;

/** The metrics of one source. Lives on its event loop. */
final class StreamMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final String camera;
  private final StreamGauges gauges;
  private final StreamGauges.Values values;
  private final Counter receivedBytes;
  private final Counter lostPackets;
  private final Counter malformedPackets;
  private final Counter accessUnits;
  private boolean counted;

  StreamMeters(MeterRegistry registry, StreamGauges gauges, String camera) {
    this.registry = registry;
    this.gauges = gauges;
    this.camera = camera;
    this.values = gauges.open(camera);
    this.receivedBytes =
        counter("outpost.stream.received.bytes", "RTP and RTCP bytes received, headers included");
    this.lostPackets = counter("outpost.rtp.packets.lost", "RTP packets that never arrived");
    this.malformedPackets =
        counter("outpost.rtp.packets.malformed", "RTP and RTCP packets that could not be read");
    this.accessUnits = counter("outpost.access.units", "whole coded pictures received");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag("camera", camera).register(registry);
  }

  void setStreaming(boolean now) {
    if (now != counted) {
      counted = now;
      values.streaming.addAndGet(now ? 1 : -1);
    }
  }

  void onBytes(int count) {
    receivedBytes.increment(count);
  }

  void onLost(int packets) {
    lostPackets.increment(packets);
  }

  /** A packet that came out of turn. */
  void onIrregular(Arrival how) {
    Counter.builder("outpost.rtp.packets.irregular")
        .description("RTP packets that came out of turn, by reason")
        .tag("camera", camera)
        .tag("reason", ReasonCounters.label(how))
        .register(registry)
        .increment();
  }

  /**
   * @param seconds as RFC 3550 6.4.1
   */
  void setJitter(double seconds) {
    values.setJitter(seconds);
  }

  void onMalformed() {
    malformedPackets.increment();
  }

  void onAccessUnit() {
    accessUnits.increment();
  }

  void onDropped(PictureDrop why) {
    Counter.builder("outpost.pictures.dropped")
        .description("coded pictures given up before they were whole, by reason")
        .tag("camera", camera)
        .tag("reason", ReasonCounters.label(why))
        .register(registry)
        .increment();
  }

  void onDiscontinuity(Discontinuity why) {
    Counter.builder("outpost.rtp.discontinuities")
        .description("times the RTP packets did not go on where they had ended, by reason")
        .tag("camera", camera)
        .tag("reason", ReasonCounters.label(why))
        .register(registry)
        .increment();
  }

  void onFailure(StreamFailure.Reason reason) {
    Counter.builder("outpost.stream.failures")
        .description("connections to the camera that ended, by reason")
        .tag("camera", camera)
        .tag("reason", reason.label())
        .register(registry)
        .increment();
  }

  @Override
  public void close() {
    setStreaming(false);
    gauges.close(camera);
  }
}
