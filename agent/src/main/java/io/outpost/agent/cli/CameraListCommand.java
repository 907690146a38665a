package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what is registered, and how it does if the agent runs. */
@Command(
    name = "list",
    description = {
      "List the cameras, with their state if the agent runs.",
      "A file that cannot be used is named on standard error, and the exit code is 2."
    })
final class CameraListCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  CameraListCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws ConfigException, IOException {
    CameraStore.Listing listing = outpost.cameras().list();
    Optional<Map<String, JsonNode>> live =
        listing.cameras().isEmpty()
            ? Optional.empty()
            : ConsoleClient.cameras(outpost.agentConfig().console());
    if (json) {
      printJson(listing.cameras(), live.orElse(Map.of()));
    } else {
      printTable(listing.cameras(), live);
    }
    listing.warnings().forEach(this::notice);
    listing.orThrow();
    return ExitCode.OK.code();
  }

  private void printJson(List<Camera> cameras, Map<String, JsonNode> live) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Camera camera : cameras) {
      ObjectNode entry = CameraJson.of(camera);
      JsonNode status = live.get(camera.id());
      if (status != null) {
        entry.set("live", status);
      }
      list.add(entry);
    }
    outpost.terminal().out().println(list.toPrettyString());
  }

  private void printTable(List<Camera> cameras, Optional<Map<String, JsonNode>> live)
      throws ConfigException, IOException {
    if (cameras.isEmpty()) {
      notice(
          "no cameras in %s; add one: outpost camera add ID --main rtsp://..."
              .formatted(outpost.configFolder().resolve("cameras.d")));
      return;
    }
    Words words = outpost.terminal().words();
    Table table = new Table("ID", "NAME", "KIND", "STATE", "SINCE", "RATE", "LAST EVENT", "REASON");
    for (Camera camera : cameras) {
      JsonNode status = live.map(all -> all.get(camera.id())).orElse(null);
      JsonNode known = status == null ? JsonNodeFactory.instance.objectNode() : status;
      JsonNode rate = known.path("framesPerSecond");
      table.add(
          camera.id(),
          camera.name(),
          camera.kind().label(),
          words.of(camera.enabled() ? known.path("state").asText("-") : "disabled"),
          known.path("since").asText("-"),
          rate.isNumber() ? "%.1f/s".formatted(rate.asDouble()) : "-",
          known.path("lastEvent").asText("-"),
          reason(known));
    }
    table.print(outpost.terminal().out(), words);
    if (live.isEmpty()) {
      var console = outpost.agentConfig().console();
      notice(
          "no states: no agent answers on %s:%d; 'outpost run' starts it"
              .formatted(console.address(), console.port()));
    }
  }

  /** The word that metrics and logs use, then what happened and what to do. */
  private static String reason(JsonNode known) {
    if (known.has("reason")) {
      return why(known);
    }
    JsonNode main = known.path("mainStream");
    String prefix = "main: ";
    if (main.has("reason")) {
      return prefix + why(main);
    }
    return heldBack(main) ? prefix + "held-back" : detectors(known.path("detectors"));
  }

  /** Of those that another had to take the place of. */
  private static String detectors(JsonNode detectors) {
    for (Map.Entry<String, JsonNode> detector : detectors.properties()) {
      if (detector.getValue().has("message")) {
        return detector.getKey() + ": " + detector.getValue().path("message").asText();
      }
    }
    return "";
  }

  private static boolean heldBack(JsonNode main) {
    return main.path("state").asText().equals("held-back");
  }

  private static String why(JsonNode known) {
    return known.path("reason").asText() + ": " + known.path("message").asText();
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
