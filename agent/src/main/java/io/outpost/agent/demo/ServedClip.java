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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A clip played over and over as an RTSP camera of this machine, which asks for a password. */
final class ServedClip implements AutoCloseable {
  private static final String PATH = "/demo";

  private final Network network;
  private final RestreamServer server;
  private final LoopingClip loop;

  /**
   * Where it is served, and to whom.
   *
   * @param host an address of this machine
   */
  record Place(InetAddress host, Credentials login) {}

  private ServedClip(Network network, RestreamServer server, LoopingClip loop) {
    this.network = network;
    this.server = server;
    this.loop = loop;
  }

  /**
   * @param played told of each picture when it has gone out
   */
  static ServedClip serve(
      List<AccessUnit> clip, Place place, Consumer<AccessUnit> played, TimeSource time)
      throws IOException {
    Network network = new Network(time, new SimpleMeterRegistry());
    try {
      RestreamServer server =
          network.restream(
              RestreamSettings.demonstration(
                  new InetSocketAddress(place.host(), 0), Optional.of(place.login())));
      LiveStream stream = server.add(PATH);
      Consumer<AccessUnit> publish = stream::publish;
      return new ServedClip(network, server, network.loop(clip, publish.andThen(played)));
    } catch (IOException failed) {
      network.close();
      throw failed;
    }
  }

  URI url() {
    String host = server.address().getAddress().getHostAddress();
    return URI.create("rtsp://" + host + ":" + server.address().getPort() + PATH);
  }

  @Override
  public void close() {
    loop.close();
    server.close();
    network.close();
  }
}
