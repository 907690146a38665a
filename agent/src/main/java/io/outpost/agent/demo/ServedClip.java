package io.outpost.agent.demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.restream.LiveStream;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.restream.RestreamServer;
import io.outpost.agent.restream.RestreamSettings;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A clip played over and over as an RTSP camera of this machine, which asks for a password. */
final class ServedClip implements AutoCloseable {
  private static final String PATH = "/demo";

  private final Network network;
  private final RestreamServer server;
  private final LoopingClip loop;

  private ServedClip(Network network, RestreamServer server, LoopingClip loop) {
    this.network = network;
    this.server = server;
    this.loop = loop;
  }

  static ServedClip serve(List<AccessUnit> clip, Credentials credentials, TimeSource time)
      throws IOException {
    Network network = new Network(time, new SimpleMeterRegistry());
    try {
      RestreamServer server =
          network.restream(RestreamSettings.loopback(0, Optional.of(credentials)));
      LiveStream stream = server.add(PATH);
      return new ServedClip(network, server, network.loop(clip, stream::publish));
    } catch (IOException failed) {
      network.close();
      throw failed;
    }
  }

  URI url() {
    return URI.create("rtsp://127.0.0.1:" + server.address().getPort() + PATH);
  }

  @Override
  public void close() {
    loop.close();
    server.close();
    network.close();
  }
}
