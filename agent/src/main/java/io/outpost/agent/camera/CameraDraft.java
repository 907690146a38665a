package io.outpost.agent.camera;

import io.outpost.agent.camera.Camera.Kind;
import io.outpost.agent.camera.Camera.Location;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A camera in the making: what is not said is as in a camera file that does not say it. */
public final class CameraDraft {
  private String id;
  private Optional<String> name = Optional.empty();
  private boolean enabled = true;
  private Kind kind = Kind.STREET;
  private Optional<Location> location = Optional.empty();
  private Optional<Device> device = Optional.empty();
  private Streams streams;
  private Optional<String> credentials = Optional.empty();
  private List<Polygon> masks = List.of();
  private Faces faces = Faces.DISABLED;
  private List<Lane> lanes = List.of();
  private Watchfulness watchfulness = Watchfulness.DEFAULT;
  private Optional<ZoneId> timeZone = Optional.empty();
  private List<Polygon> ignored = List.of();
  private Optional<Ground> ground = Optional.empty();
  private Evidence evidence = Evidence.DEFAULT;
  private DetectorNames detectors = DetectorNames.NONE;

  public CameraDraft(String id, Streams streams) {
    this.id = id;
    this.streams = streams;
  }

  /** Starts with what a camera is now. */
  public static CameraDraft of(Camera camera) {
    CameraDraft draft =
        new CameraDraft(camera.id(), camera.streams())
            .enabled(camera.enabled())
            .kind(camera.kind())
            .location(camera.location())
            .device(camera.device())
            .credentials(camera.credentials())
            .masks(camera.masks())
            .faces(camera.faces())
            .lanes(camera.lanes())
            .watchfulness(camera.watchfulness())
            .timeZone(camera.timeZone())
            .ignored(camera.ignored())
            .ground(camera.ground())
            .evidence(camera.evidence())
            .detectors(camera.detectors());
    return camera.name().equals(camera.id()) ? draft : draft.name(camera.name());
  }

  public CameraDraft id(String value) {
    id = value;
    return this;
  }

  /** Else the id. */
  public CameraDraft name(String value) {
    name = Optional.of(value);
    return this;
  }

  public CameraDraft enabled(boolean value) {
    enabled = value;
    return this;
  }

  public CameraDraft kind(Kind value) {
    kind = value;
    return this;
  }

  public CameraDraft location(Optional<Location> value) {
    location = value;
    return this;
  }

  public CameraDraft device(Optional<Device> value) {
    device = value;
    return this;
  }

  public CameraDraft streams(Streams value) {
    streams = value;
    return this;
  }

  public CameraDraft credentials(Optional<String> value) {
    credentials = value;
    return this;
  }

  public CameraDraft masks(List<Polygon> value) {
    masks = value;
    return this;
  }

  public CameraDraft faces(Faces value) {
    faces = value;
    return this;
  }

  public CameraDraft watchfulness(Watchfulness value) {
    watchfulness = value;
    return this;
  }

  /** In which its hours are meant; else the box's. */
  public CameraDraft timeZone(Optional<ZoneId> value) {
    timeZone = value;
    return this;
  }

  /** Where what touches the ground is in no lane. */
  public CameraDraft ignored(List<Polygon> value) {
    ignored = value;
    return this;
  }

  /** By which the ground is measured. */
  public CameraDraft ground(Optional<Ground> value) {
    ground = value;
    return this;
  }

  /** What goes with the events of its lanes. */
  public CameraDraft evidence(Evidence value) {
    evidence = value;
    return this;
  }

  /** What looks at its pictures; else what the agent says. */
  public CameraDraft detectors(DetectorNames value) {
    detectors = value;
    return this;
  }

  public CameraDraft lanes(List<Lane> value) {
    lanes = value;
    return this;
  }

  public Camera build() {
    return new Camera(
        id,
        name.orElse(id),
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
        timeZone,
        ignored,
        ground,
        evidence,
        detectors);
  }
}
