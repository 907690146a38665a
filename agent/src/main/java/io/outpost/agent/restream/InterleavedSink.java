package io.outpost.agent.restream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.outpost.protocols.rtsp.PortPair;

/** Packets among the messages of the RTSP connection (RFC 2326 10.12): one write a picture. */
final class InterleavedSink implements PacketSink {
  private static final int FRAME_HEADER_BYTES = 4;

  private final Channel channel;
  private final PortPair channels;
  private ByteBuf frames = Unpooled.EMPTY_BUFFER;

  InterleavedSink(Channel channel, PortPair channels) {
    this.channel = channel;
    this.channels = channels;
  }

  @Override
  public void begin(int sizeBytes) {
    frames = channel.alloc().buffer(sizeBytes + sizeBytes / 32 + 256);
  }

  @Override
  public void add(Kind kind, byte[] buffer, int offset, int length) {
    frames
        .ensureWritable(FRAME_HEADER_BYTES + length)
        .writeByte('$')
        .writeByte(kind == Kind.RTP ? channels.rtp() : channels.rtcp())
        .writeShort(length)
        .writeBytes(buffer, offset, length);
  }

  @Override
  public void end() {
    ChannelFuture unused = channel.writeAndFlush(frames, channel.voidPromise());
    frames = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void close() {
    frames.release(); // of a picture that was not ended
    frames = Unpooled.EMPTY_BUFFER;
  }
}
