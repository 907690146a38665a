package io.outpost.agent.camera;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One registered camera, as its file in {@code cameras.d/} says.
 *
 * @param id letters, digits, hyphens and underscores; part of event sources, topics and file names
 * @param enabled whether the agent pulls it
 * @param device where it can be asked about itself
 * @param credentials the name under which user and password are kept apart
 * @param masks burnt into the picture before any analysis or still; where there are any, there are
 *     no clips unless {@link Clips#withoutMasks}
 * @param watchfulness when its pictures are worth the detectors' time
 * @param timeZone in which its hours are meant
 * @param ignored where what touches the ground is in no lane
 * @param ground by which the ground is measured
 * @param evidence what goes with the events of its lanes
 * @param detectors what looks at its pictures, where that is not left to the agent
 */
public record Camera(
    String id,
    String name,
    boolean enabled,
    Kind kind,
    Optional<Location> location,
    Optional<Device> device,
    Streams streams,
    Optional<String> credentials,
    List<Polygon> masks,
    Faces faces,
    List<Lane> lanes,
    Watchfulness watchfulness,
    Optional<ZoneId> timeZone,
    List<Polygon> ignored,
    Optional<Ground> ground,
    Evidence evidence,
    DetectorNames detectors) {
  public Camera {
    ignored = List.copyOf(ignored);
    masks = List.copyOf(masks);
    lanes = List.copyOf(lanes);
  }

  /** In the time zone of the box, nothing ignored, nothing measured. */
  public Camera(
      String id,
      String name,
      boolean enabled,
      Kind kind,
      Optional<Location> location,
      Optional<Device> device,
      Streams streams,
      Optional<String> credentials,
      List<Polygon> masks,
      Faces faces,
      List<Lane> lanes,
      Watchfulness watchfulness) {
    this(
        id,
        name,
        enabled,
        kind,
        location,
        device,
        streams,
        credentials,
        masks,
        faces,
        lanes,
        watchfulness,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Evidence.DEFAULT,
        DetectorNames.NONE);
  }

  /** Which changes of its view are told. */
  public Set<Tamper> tamper() {
    boolean turned = lanes.stream().anyMatch(lane -> lane.terms().preset().isPresent());
    return watchfulness.tamper().orElseGet(() -> Tamper.usual(turned || kind == Kind.HIGH_POINT));
  }

  /** The time zone in which its hours are meant. */
  public ZoneId zone() {
    return timeZone.orElseGet(ZoneId::systemDefault);
  }

  /** Where a camera stands and what it is for. */
  public enum Kind {
    STREET("street"),
    HIGH_POINT("high-point"),
    HIGHWAY("highway");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As it stands in camera files. */
    public String label() {
      return label;
    }
  }

  /** WGS 84 degrees; bearing in degrees clockwise from north. */
  public record Location(double latitude, double longitude, Optional<Double> bearing) {}
}
