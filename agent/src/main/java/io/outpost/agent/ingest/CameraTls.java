package io.outpost.agent.ingest;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** RTSP over TLS 1.2 or newer. */
final class CameraTls {
  private final SslContext context;
  private final StreamSettings stream;

  /**
   * @throws SSLException when this JDK has no TLS 1.2
   */
  CameraTls(StreamSettings stream) throws SSLException {
    this.stream = stream;
    this.context =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .trustManager(new CameraTrust(stream.pin()))
            .build();
  }

  SslHandler handler(Channel channel, Duration patience) {
    SSLEngine engine = context.newEngine(channel.alloc(), stream.host(), stream.port());
    SSLParameters parameters = engine.getSSLParameters();
    // A pinned certificate is the camera's whatever name it bears.
    parameters.setEndpointIdentificationAlgorithm(stream.pin().isPresent() ? null : "HTTPS");
    engine.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(patience.toMillis());
    return handler;
  }
}
