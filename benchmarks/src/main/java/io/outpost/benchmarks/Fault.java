package io.outpost.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.testing.FaultyLink;
import io.outpost.agent.testing.ScriptedServer;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Something that goes wrong between an agent and a camera.
 *
 * @param name in words joined by hyphens
 * @param begins what makes it
 * @param ends what ends it; {@link #MOMENTARY} for what is over as soon as it has happened
 */
record Fault(String name, TransportChoice transport, Act begins, Act ends) {
  /** Does something to a camera or the way to it. */
  interface Act {
    void to(Site site) throws Exception;
  }

  /**
   * A camera and the way to it.
   *
   * @param between the network between, where that is to fail
   * @param path of the one stream that is watched
   */
  record Site(Station station, Optional<FaultyLink> between, String path) {
    /** Where the camera is found. */
    int port() {
      return between.map(FaultyLink::port).orElse(station.port());
    }

    FaultyLink link() {
      return between.orElseThrow();
    }
  }

  static final Act MOMENTARY = site -> {};

  /** For a TEARDOWN that comes again and again. */
  private static final int TEARDOWNS = 2;

  /** Those that need a station to themselves. */
  static final List<Fault> OF_STATIONS =
      List.of(
          tcp("server-killed", site -> site.station.signal("KILL"), s -> s.station.restart()),
          tcp(
              "server-stopped",
              site -> site.station.signal("STOP"),
              site -> site.station.signal("CONT")));

  /**
   * @param teardownMillis between one TEARDOWN from the camera and the next
   */
  static List<Fault> ofStreams(long teardownMillis) {
    return List.of(
        tcp(
            "half-open",
            site -> {
              site.link().forget();
              site.link().freeze();
            },
            site -> site.link().thaw()),
        tcp("black-hole", site -> site.link().freeze(), site -> site.link().thaw()),
        tcp("reset-in-mid-frame", site -> site.link().reset(), MOMENTARY),
        tcp("garbage", site -> site.link().inject(new byte[80_000]), MOMENTARY),
        tcp(
            "endless-header",
            site -> {
              site.link().impersonate(endlessHeader());
              site.link().reset();
            },
            site -> site.link().impersonate(null)),
        tcp(
            "trickled-bytes",
            site -> {
              site.link().trickle(true);
              site.link().reset();
            },
            site -> site.link().trickle(false)),
        tcp(
            "teardown-every-10-s",
            site -> {
              for (int i = 0; i < TEARDOWNS; i++) {
                Thread.sleep(i == 0 ? 0 : teardownMillis);
                site.station.ask("teardown " + site.path);
              }
            },
            MOMENTARY),
        new Fault(
            "loss-5-percent",
            TransportChoice.UDP,
            site -> site.station.ask("loss " + site.path + " 5"),
            site -> site.station.ask("loss " + site.path + " 0")),
        tcp("timestamp-jump", site -> site.station.ask("jump " + site.path), MOMENTARY),
        tcp("resolution-change", site -> site.station.ask("clip " + site.path + " 1"), MOMENTARY));
  }

  private static Fault tcp(String name, Act begins, Act ends) {
    return new Fault(name, TransportChoice.TCP, begins, ends);
  }

  private static ScriptedServer.Script endlessHeader() {
    return connection -> {
      OutputStream out = connection.getOutputStream();
      out.write("RTSP/1.0 200 OK\r\n".getBytes(US_ASCII));
      byte[] line = ("X: " + "y".repeat(1_000) + "\r\n").getBytes(US_ASCII);
      while (true) {
        out.write(line);
      }
    };
  }
}
