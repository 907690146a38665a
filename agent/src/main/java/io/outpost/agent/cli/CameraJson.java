package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.config.Units;

/** A camera in JSON, with the keys of its file. */
final class CameraJson {
  private CameraJson() {}

  static ObjectNode of(Camera camera) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", camera.id());
    json.put("name", camera.name());
    json.put("enabled", camera.enabled());
    json.put("kind", camera.kind().label());
    camera
        .location()
        .ifPresent(
            location -> {
              ObjectNode place = json.putObject("location");
              place.put("latitude", location.latitude());
              place.put("longitude", location.longitude());
              location.bearing().ifPresent(bearing -> place.put("bearing", bearing));
            });
    camera.timeZone().ifPresent(zone -> json.put("timeZone", zone.getId()));
    ObjectNode streams = json.putObject("streams");
    streams.put("main", camera.streams().main().toString());
    camera.streams().sub().ifPresent(sub -> streams.put("sub", sub.toString()));
    streams.put("transport", camera.streams().transport().label());
    camera.streams().certificate().ifPresent(pin -> streams.put("certificate", pin.toString()));
    camera
        .device()
        .ifPresent(
            device -> {
              ObjectNode onvif = json.putObject("onvif");
              onvif.put("service", device.service().toString());
              device.endpoint().ifPresent(endpoint -> onvif.put("endpoint", endpoint));
              ArrayNode events = onvif.putArray("events");
              device.events().stream().map(signal -> signal.label()).sorted().forEach(events::add);
            });
    camera.credentials().ifPresent(name -> json.put("credentials", name));
    ArrayNode masks = json.putArray("masks");
    camera.masks().forEach(mask -> masks.add(polygon(mask)));
    ArrayNode ignore = json.putArray("ignore");
    camera.ignored().forEach(part -> ignore.add(polygon(part)));
    ObjectNode faces = json.putObject("faces");
    faces.put("enabled", camera.faces().enabled());
    faces.put("minWidth", camera.faces().minWidth());
    faces.put("scene", camera.faces().scene());
    if (!camera.detectors().equals(DetectorNames.NONE)) {
      ObjectNode detectors = json.putObject("detectors");
      camera.detectors().faces().ifPresent(name -> detectors.put("faces", name));
      camera.detectors().bodies().ifPresent(name -> detectors.put("bodies", name));
    }
    camera
        .ground()
        .ifPresent(
            ground -> {
              ObjectNode places = json.putObject("ground");
              ArrayNode points = places.putArray("points");
              ground.points().forEach(at -> points.add(point(at)));
              ArrayNode metres = places.putArray("metres");
              ground.metres().forEach(at -> metres.addArray().add(at.x()).add(at.y()));
            });
    ArrayNode lanes = json.putArray("lanes");
    camera.lanes().forEach(lane -> lanes.add(lane(lane)));
    ObjectNode analysis = json.putObject("analysis");
    analysis.put("mode", camera.watchfulness().mode().label());
    analysis.put("quiet", Units.format(camera.watchfulness().quiet()));
    ArrayNode always = analysis.putArray("always");
    camera.watchfulness().always().forEach(hours -> always.add(hours.toString()));
    analysis.put("priority", camera.watchfulness().priority().label());
    ArrayNode tamper = analysis.putArray("tamper");
    camera.tamper().stream().sorted().forEach(one -> tamper.add(one.label()));
    return json;
  }

  private static ObjectNode lane(Lane lane) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", lane.id());
    json.set("polygon", polygon(lane.polygon()));
    json.put("dwell", Units.format(lane.dwell()));
    ArrayNode classes = json.putArray("classes");
    lane.classes().stream().map(type -> type.label()).sorted().forEach(classes::add);
    terms(lane.terms(), json);
    return json;
  }

  private static void terms(LaneTerms terms, ObjectNode json) {
    terms
        .direction()
        .ifPresent(
            direction -> {
              ObjectNode arrow = json.putObject("direction");
              arrow.set("from", point(direction.from()));
              arrow.set("to", point(direction.to()));
              arrow.put("only", direction.only().label());
            });
    json.put("motion", terms.motion().label());
    ArrayNode hours = json.putArray("hours");
    terms.hours().forEach(part -> hours.add(part.toString()));
    terms.group().ifPresent(group -> json.put("group", group));
    terms.minimumSpeed().ifPresent(speed -> json.put("minimumSpeed", speed));
  }

  private static ArrayNode polygon(Polygon polygon) {
    ArrayNode corners = JsonNodeFactory.instance.arrayNode();
    polygon.corners().forEach(corner -> corners.add(point(corner)));
    return corners;
  }

  private static ArrayNode point(Point point) {
    return JsonNodeFactory.instance.arrayNode().add(point.x()).add(point.y());
  }
}
