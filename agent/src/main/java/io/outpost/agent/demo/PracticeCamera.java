package io.outpost.agent.demo;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.demo.device.DeviceIdentity;
import io.outpost.agent.demo.device.OnvifCamera;
import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.TimeSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A clip as a whole camera: it streams, and answers by ONVIF who it is and what moves. */
final class PracticeCamera implements AutoCloseable {
  /** Of each round of the clip, its ends are called quiet: a property that changes can be seen. */
  private static final double QUIET_SHARE = 1.0 / 16;

  private final ServedClip served;
  private final OnvifCamera onvif;

  private PracticeCamera(ServedClip served, OnvifCamera onvif) {
    this.served = served;
    this.onvif = onvif;
  }

  static PracticeCamera open(Demo.Footage footage, ServedClip.Place place, TimeSource time)
      throws IOException {
    AtomicReference<@Nullable OnvifCamera> camera = new AtomicReference<>();
    Consumer<AccessUnit> motion =
        new Consumer<>() {
          private boolean moving;

          @Override
          public void accept(AccessUnit unit) {
            boolean now = moves(footage.pictures(), unit);
            OnvifCamera told = camera.get();
            if (told != null && now != moving) {
              moving = now;
              told.motion(now);
            }
          }
        };
    ServedClip served = ServedClip.serve(footage.pictures(), place, motion, time);
    try {
      OnvifCamera onvif =
          OnvifCamera.open(
              new OnvifCamera.Setting(
                  new DeviceIdentity(
                      "Outpost",
                      "Drawn-1",
                      Optional.of("DRAWN-1"),
                      "Practice",
                      "urn:uuid:" + UUID.randomUUID()),
                  profile(footage),
                  place.host(),
                  served.url().toString(),
                  footage.still(),
                  place.login(),
                  time));
      camera.set(onvif);
      return new PracticeCamera(served, onvif);
    } catch (IOException failed) {
      served.close();
      throw failed;
    }
  }

  private static boolean moves(List<AccessUnit> clip, AccessUnit unit) {
    long round = Math.max(1, micros(clip));
    double place = (double) (unit.mediaMicros() % round) / round;
    return place > QUIET_SHARE && place < 1 - QUIET_SHARE;
  }

  private static long micros(List<AccessUnit> clip) {
    return clip.get(clip.size() - 1).mediaMicros() - clip.get(0).mediaMicros();
  }

  /** As it is set, which is as it comes; the size is that of the still. */
  private static SimulatedProfile profile(Demo.Footage footage) throws IOException {
    List<AccessUnit> clip = footage.pictures();
    BufferedImage still = ImageIO.read(new ByteArrayInputStream(footage.still()));
    double seconds = Math.max(1, micros(clip) / 1e6);
    long bytes = clip.stream().mapToLong(AccessUnit::sizeBytes).sum();
    long keys = Math.max(1, clip.stream().filter(AccessUnit::key).count());
    return SimulatedProfile.of("main", "H264", still.getWidth(), still.getHeight())
        .at(
            new SimulatedProfile.Pace(
                (int) Math.round(clip.size() / seconds),
                (int) (clip.size() / keys),
                (int) (bytes * 8 / 1000.0 / seconds)));
  }

  /** Its host and port by ONVIF. */
  String authority() {
    return onvif.authority();
  }

  /**
   * The address to serve at.
   *
   * @throws ConfigException when there is no such interface, or it has no IPv4 address
   */
  static InetAddress address(String networkInterface) throws ConfigException, SocketException {
    NetworkInterface named = NetworkInterface.getByName(networkInterface);
    if (named != null) {
      for (InetAddress address : Collections.list(named.getInetAddresses())) {
        if (address instanceof Inet4Address) {
          return address;
        }
      }
    }
    throw new ConfigException(
        "--interface: there is no interface '%s' with an IPv4 address; 'ip address' shows those that are"
            .formatted(networkInterface));
  }

  @Override
  public void close() throws IOException {
    onvif.close();
    served.close();
  }
}
