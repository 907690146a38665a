package io.outpost.agent.restream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.ScriptedServer;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.Packetisers;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.Headers;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A camera that sends to a group; gst-rtsp-server cannot do that on the machine of its viewer. */
class MulticastIT {
  private static final String GROUP = "239.77.0.1";
  private static final int PORT = 52_700;

  private List<AccessUnit> clip = List.of();

  @Test
  void pull_group_givesPictures() throws Exception {
    clip = Clips.testPicture();
    RtpWriter writer = new RtpWriter(96, 7, 1);
    Packetiser packetiser = Packetisers.create(VideoCodec.H264, writer, 1400);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET);
        Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
        Ingest ingest = network.ingest(IngestSettings.DEFAULT);
        ScriptedServer camera = ScriptedServer.running(this::serve)) {
      sender.bind(new InetSocketAddress(loopback, 0));
      sender.setOption(
          StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(loopback));
      InetSocketAddress group = new InetSocketAddress(GROUP, PORT);
      LoopingClip sending =
          network.loop(
              clip,
              unit ->
                  packetiser.packetise(
                      unit.data(),
                      unit.mediaMicros() * 9 / 100,
                      (bytes, offset, length) ->
                          send(sender, ByteBuffer.wrap(bytes, offset, length), group)));
      URI uri = URI.create("rtsp://127.0.0.1:" + camera.port() + "/main");
      RecordedStream recorded = new RecordedStream();
      ingest.open(
          StreamSettings.of("yard", uri, Optional.empty()).over(TransportChoice.MULTICAST),
          recorded);

      recorded.awaitUnits(10);

      StreamStatus up = recorded.awaitState(status -> status.state() == StreamState.STREAMING);
      assertThat(up.details().orElseThrow().transport()).isEqualTo(LowerTransport.MULTICAST);
      sending.close();
    }
  }

  private static void send(DatagramChannel sender, ByteBuffer packet, InetSocketAddress group) {
    try {
      sender.send(packet, group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket connection) throws IOException {
    RtspDecoder decoder = new RtspDecoder();
    byte[] bytes = new byte[4_096];
    for (int count = connection.getInputStream().read(bytes);
        count >= 0;
        count = connection.getInputStream().read(bytes)) {
      try {
        decoder.push(ByteBuffer.wrap(bytes, 0, count), new Answers(connection));
      } catch (ProtocolException e) {
        throw new IOException(e);
      }
    }
  }

  private final class Answers implements RtspDecoder.Handler {
    private final Socket connection;

    Answers(Socket connection) {
      this.connection = connection;
    }

    @Override
    public void onRequest(RtspRequest request) {
      Headers headers = Headers.NONE.with("CSeq", request.headers().first("CSeq").orElseThrow());
      byte[] body = {};
      if (request.method().equals("DESCRIBE")) {
        body = StreamDescription.of("group", clip.get(0)).getBytes(UTF_8);
      } else if (request.method().equals("SETUP")) {
        assertThat(request.headers().first("Transport").orElseThrow()).contains("multicast");
        headers =
            headers
                .with("Session", "1")
                .with(
                    "Transport",
                    "RTP/AVP;multicast;destination=%s;port=%d-%d;ttl=1"
                        .formatted(GROUP, PORT, PORT + 1));
      }
      try {
        connection.getOutputStream().write(new RtspResponse(200, "OK", headers, body).encode());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onResponse(RtspResponse response) {
      throw new AssertionError("nothing was asked");
    }

    @Override
    public void onFrame(int channel, ByteBuffer payload) {
      throw new AssertionError("nothing is interleaved");
    }
  }
}
