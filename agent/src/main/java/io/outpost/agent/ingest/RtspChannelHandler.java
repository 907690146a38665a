package io.outpost.agent.ingest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.outpost.protocols.rtp.PictureMemory;
import java.nio.ByteBuffer;

/**
 * Hands what happens on the socket to the connection. What was read is copied out of the socket's
 * buffer once and as a whole: packets in an array need no copying one by one.
 */
final class RtspChannelHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final RtspConnection connection;
  private final PictureMemory memory;

  /**
   * @param memory of the event loop
   */
  RtspChannelHandler(RtspConnection connection, PictureMemory memory) {
    this.connection = connection;
    this.memory = memory;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    int count = bytes.readableBytes();
    byte[] read = memory.grow(PictureMemory.none(), 0, count, Integer.MAX_VALUE);
    bytes.readBytes(read, 0, count);
    connection.onBytes(ByteBuffer.wrap(read, 0, count));
    memory.giveBack(read);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.onInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.onException(cause);
  }
}
