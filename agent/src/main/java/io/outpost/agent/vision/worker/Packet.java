package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** An {@code AVPacket} that is used again and again. */
final class Packet implements AutoCloseable {
  private final AVPacket packet;

  Packet() {
    packet = av_packet_alloc();
    NativeObjects.opened();
  }

  AVPacket raw() {
    return packet;
  }

  /** Takes a copy of the data, and this time for presentation and decoding alike. */
  void set(CodedBytes data, long micros, boolean key) throws VisionException {
    clear();
    VisionException.check(av_new_packet(packet, data.length()), "no memory for a packet");
    packet.data().put(data.array(), 0, data.length());
    packet.pts(micros).dts(micros);
    packet.flags(key ? AV_PKT_FLAG_KEY : 0);
  }

  byte[] bytes() {
    byte[] bytes = new byte[packet.size()];
    if (bytes.length > 0) {
      packet.data().get(bytes);
    }
    return bytes;
  }

  boolean key() {
    return (packet.flags() & AV_PKT_FLAG_KEY) != 0;
  }

  void clear() {
    av_packet_unref(packet);
  }

  @Override
  public void close() {
    av_packet_free(packet);
    NativeObjects.closed();
  }
}
