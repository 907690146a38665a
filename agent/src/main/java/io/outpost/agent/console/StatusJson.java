package io.outpost.agent.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The console's answers in JSON; one line each, ending with one. */
final class StatusJson {
  private StatusJson() {}

  /**
   * @param question the key whose value is true when there are no reasons against it
   */
  static String of(String question, List<String> reasons) {
    return answer(question, reasons) + "\n";
  }

  static String of(List<String> notReady, List<CameraStatus> cameras) {
    ObjectNode status = answer("ready", notReady);
    ArrayNode list = status.putArray("cameras");
    cameras.forEach(camera -> list.add(camera(camera)));
    return status + "\n";
  }

  private static ObjectNode answer(String question, List<String> reasons) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put(question, reasons.isEmpty());
    ArrayNode list = answer.putArray("reasons");
    reasons.forEach(list::add);
    return answer;
  }

  private static ObjectNode camera(CameraStatus camera) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", camera.id());
    json.put("state", camera.state());
    json.put("since", shown(camera.since()));
    camera.reason().ifPresent(reason -> json.put("reason", reason));
    camera.message().ifPresent(message -> json.put("message", message));
    camera.framesPerSecond().ifPresent(rate -> json.put("framesPerSecond", rate));
    camera.lastEvent().ifPresent(instant -> json.put("lastEvent", shown(instant)));
    camera.mainStream().ifPresent(main -> json.set("mainStream", mainStream(main)));
    if (!camera.detectors().isEmpty()) {
      ObjectNode detectors = json.putObject("detectors");
      camera.detectors().forEach(one -> detectors.set(one.purpose(), detector(one)));
    }
    return json;
  }

  private static ObjectNode detector(DetectorStatus detector) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", detector.name());
    json.put("version", detector.version());
    detector.message().ifPresent(message -> json.put("message", message));
    return json;
  }

  private static ObjectNode mainStream(MainStreamStatus main) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", main.state());
    main.reason().ifPresent(reason -> json.put("reason", reason));
    main.message().ifPresent(message -> json.put("message", message));
    return json;
  }

  private static String shown(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
