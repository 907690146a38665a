package io.outpost.agent.camera;

import io.outpost.agent.config.Units;
import io.outpost.agent.config.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a camera as the YAML that a person would have written; what is default is left out. */
final class CameraText {
  private CameraText() {}

  static String of(Camera camera) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("id", camera.id());
    if (!camera.name().equals(camera.id())) {
      file.put("name", camera.name());
    }
    if (!camera.enabled()) {
      file.put("enabled", false);
    }
    file.put("kind", camera.kind().label());
    camera.location().ifPresent(location -> file.put("location", location(location)));
    camera.timeZone().ifPresent(zone -> file.put("timeZone", zone.getId()));
    file.put("streams", streams(camera.streams()));
    camera.device().ifPresent(device -> file.put("onvif", device(device)));
    camera.credentials().ifPresent(name -> file.put("credentials", name));
    if (!camera.masks().isEmpty()) {
      file.put("masks", camera.masks().stream().map(CameraText::polygon).toList());
    }
    if (!camera.ignored().isEmpty()) {
      file.put("ignore", camera.ignored().stream().map(CameraText::polygon).toList());
    }
    if (!camera.faces().equals(Faces.DISABLED)) {
      Map<String, Object> faces = new LinkedHashMap<>();
      faces.put("enabled", camera.faces().enabled());
      faces.put("minWidth", camera.faces().minWidth());
      if (camera.faces().scene() != Faces.DISABLED.scene()) {
        faces.put("scene", camera.faces().scene());
      }
      file.put("faces", faces);
    }
    if (!camera.detectors().equals(DetectorNames.NONE)) {
      file.put("detectors", detectors(camera.detectors()));
    }
    camera.ground().ifPresent(ground -> file.put("ground", ground(ground)));
    if (!camera.lanes().isEmpty()) {
      file.put("lanes", camera.lanes().stream().map(CameraText::lane).toList());
    }
    if (!camera.evidence().equals(Evidence.DEFAULT)) {
      file.put("evidence", evidence(camera.evidence()));
    }
    if (!camera.watchfulness().equals(Watchfulness.DEFAULT)) {
      file.put("analysis", watchfulness(camera.watchfulness()));
    }
    return YamlText.of(file);
  }

  private static Map<String, Object> detectors(DetectorNames names) {
    Map<String, Object> map = new LinkedHashMap<>();
    names.faces().ifPresent(name -> map.put("faces", name));
    names.bodies().ifPresent(name -> map.put("bodies", name));
    return map;
  }

  private static Map<String, Object> watchfulness(Watchfulness watchfulness) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mode", watchfulness.mode().label());
    if (!watchfulness.quiet().equals(Watchfulness.DEFAULT.quiet())) {
      map.put("quiet", Units.format(watchfulness.quiet()));
    }
    if (!watchfulness.always().isEmpty()) {
      map.put("always", watchfulness.always().stream().map(DayHours::toString).toList());
    }
    if (watchfulness.priority() != Watchfulness.DEFAULT.priority()) {
      map.put("priority", watchfulness.priority().label());
    }
    watchfulness
        .tamper()
        .ifPresent(told -> map.put("tamper", told.stream().sorted().map(Tamper::label).toList()));
    return map;
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (evidence.stills() != Evidence.DEFAULT.stills()) {
      map.put("stills", evidence.stills().label());
    }
    if (evidence.marked() != Evidence.DEFAULT.marked()) {
      map.put("marked", evidence.marked());
    }
    if (evidence.blurFaces() != Evidence.DEFAULT.blurFaces()) {
      map.put("blurFaces", evidence.blurFaces());
    }
    Clips clips = evidence.clips();
    if (clips.source() != Clips.NONE.source()) {
      map.put("clip", clips.source().label());
    }
    if (clips.maxBytes() != Clips.NONE.maxBytes()) {
      map.put("clipSize", Units.formatSize(clips.maxBytes()));
    }
    if (clips.withoutMasks() != Clips.NONE.withoutMasks()) {
      map.put("clipWithoutMasks", clips.withoutMasks());
    }
    return map;
  }

  private static Map<String, Object> location(Camera.Location location) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("latitude", location.latitude());
    map.put("longitude", location.longitude());
    location.bearing().ifPresent(bearing -> map.put("bearing", bearing));
    return map;
  }

  private static Map<String, Object> streams(Streams streams) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("main", streams.main().toString());
    streams.sub().ifPresent(sub -> map.put("sub", sub.toString()));
    if (streams.transport() != TransportChoice.AUTO) {
      map.put("transport", streams.transport().label());
    }
    streams.certificate().ifPresent(pin -> map.put("certificate", pin.toString()));
    return map;
  }

  private static Map<String, Object> device(Device device) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("service", device.service().toString());
    device.endpoint().ifPresent(endpoint -> map.put("endpoint", endpoint));
    if (!device.events().equals(Device.DEFAULT_EVENTS)) {
      map.put("events", device.events().stream().map(Signal::label).sorted().toList());
    }
    return map;
  }

  private static Map<String, Object> ground(Ground ground) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("points", ground.points().stream().map(CameraText::point).toList());
    map.put("metres", ground.metres().stream().map(at -> List.of(at.x(), at.y())).toList());
    return map;
  }

  private static Map<String, Object> lane(Lane lane) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", lane.id());
    map.put("polygon", polygon(lane.polygon()));
    map.put("dwell", Units.format(lane.dwell()));
    map.put("classes", lane.classes().stream().map(ObjectClass::label).sorted().toList());
    terms(lane.terms(), map);
    return map;
  }

  private static void terms(LaneTerms terms, Map<String, Object> map) {
    terms.direction().ifPresent(direction -> map.put("direction", direction(direction)));
    if (terms.motion() != Motion.ANY) {
      map.put("motion", terms.motion().label());
    }
    if (!terms.hours().isEmpty()) {
      map.put("hours", terms.hours().stream().map(DayHours::toString).toList());
    }
    terms.group().ifPresent(group -> map.put("group", group));
    terms.minimumSpeed().ifPresent(speed -> map.put("minimumSpeed", speed));
    terms.preset().ifPresent(preset -> map.put("preset", preset));
  }

  private static Map<String, Object> direction(Direction direction) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("from", point(direction.from()));
    map.put("to", point(direction.to()));
    map.put("only", direction.only().label());
    return map;
  }

  private static List<Object> polygon(Polygon polygon) {
    List<Object> corners = new ArrayList<>();
    polygon.corners().forEach(corner -> corners.add(point(corner)));
    return corners;
  }

  private static List<Object> point(Point point) {
    return List.of(point.x(), point.y());
  }
}
