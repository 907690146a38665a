package io.outpost.agent.ingest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Hands what happens on the socket to the connection. */
final class RtspChannelHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final RtspConnection connection;

  RtspChannelHandler(RtspConnection connection) {
    this.connection = connection;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    // The buffer's own view, which is not made anew for each read.
    connection.onBytes(
        bytes.nioBufferCount() == 1
            ? bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes())
            : bytes.nioBuffer());
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
