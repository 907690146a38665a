package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.doctor.Diagnosis;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.protocols.onvif.VideoEncoder;
import java.util.Locale;

/** A diagnosis for scripts. */
final class DiagnosisJson {
  private DiagnosisJson() {}

  static ObjectNode of(Diagnosis diagnosis) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("host", diagnosis.host());
    json.put("usable", diagnosis.usable());
    ArrayNode ports = json.putArray("openPorts");
    diagnosis.openPorts().forEach(ports::add);
    diagnosis.description().ifPresent(description -> json.set("onvif", onvif(description)));
    diagnosis
        .onvifFailure()
        .ifPresent(
            failure -> {
              ObjectNode entry = json.putObject("onvifFailure");
              entry.put(
                  "reason", failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
              entry.put("message", failure.getMessage());
            });
    ArrayNode streams = json.putArray("streams");
    for (Diagnosis.Stream stream : diagnosis.streams()) {
      ObjectNode entry = ProbeText.json(stream.role(), stream.uri(), stream.report());
      stream
          .declared()
          .flatMap(declared -> declared.profile().encoder())
          .ifPresent(encoder -> entry.set("declared", declared(encoder)));
      streams.add(entry);
    }
    ArrayNode advice = json.putArray("advice");
    diagnosis.advice().forEach(advice::add);
    return json;
  }

  private static ObjectNode onvif(CameraDescription description) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("service", description.service().toString());
    json.put("manufacturer", description.information().manufacturer());
    json.put("model", description.information().model());
    json.put("firmware", description.information().firmwareVersion());
    json.put("serialNumber", description.information().serialNumber());
    json.put("hardwareAddress", description.hardwareAddress());
    ArrayNode services = json.putArray("services");
    description.services().forEach(services::add);
    json.put("authentication", description.proof().toString());
    description
        .clock()
        .ifPresent(
            clock -> {
              json.put("clockOffsetSeconds", clock.offset().toMillis() / 1000.0);
              json.put("clockErrorSeconds", clock.error().toMillis() / 1000.0);
            });
    ArrayNode profiles = json.putArray("profiles");
    description
        .streams()
        .forEach(
            stream -> {
              ObjectNode entry = profiles.addObject();
              entry.put("role", stream.role().label());
              entry.put("token", stream.profile().token());
              entry.put("url", stream.uri().toString());
              stream
                  .profile()
                  .encoder()
                  .ifPresent(encoder -> entry.set("declared", declared(encoder)));
            });
    json.put("presets", description.presets().size());
    ArrayNode remarks = json.putArray("remarks");
    description.remarks().forEach(remarks::add);
    return json;
  }

  private static ObjectNode declared(VideoEncoder encoder) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    encoder.codec().ifPresent(codec -> json.put("codec", codec.toString()));
    json.put("width", encoder.width());
    json.put("height", encoder.height());
    encoder.frameRate().ifPresent(rate -> json.put("framesPerSecond", rate));
    encoder.groupLength().ifPresent(length -> json.put("groupOfPictures", length));
    encoder.kilobitsPerSecond().ifPresent(rate -> json.put("kilobitsPerSecond", rate));
    return json;
  }
}
