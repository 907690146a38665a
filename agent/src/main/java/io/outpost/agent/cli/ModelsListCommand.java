package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.vision.model.DetectorModel;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelFolder;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the detectors of this box. */
@Command(
    name = "list",
    description = "List the detectors of this box, the built-in ones first, and which are in use.")
final class ModelsListCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ModelsListCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws ConfigException, IOException {
    ModelUse use = ModelUse.of(outpost);
    ModelFolder.Listing listing = outpost.models().list();
    if (json) {
      outpost.terminal().out().println(json(listing, use).toPrettyString());
    } else {
      print(listing, use);
    }
    listing.problems().forEach(line -> outpost.terminal().err().println("outpost: " + line));
    return (listing.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private void print(ModelFolder.Listing listing, ModelUse use) {
    Words words = outpost.terminal().words();
    Table table =
        new Table("NAME", "VERSION", "KIND", "FORMAT", "INPUT", "LICENCE", "CAMERAS", "STATE");
    for (ModelKind kind : ModelKind.values()) {
      ModelName name = ModelName.builtIn(kind);
      Used used = Used.of(use, kind, DetectorNames.BUILT_IN);
      table.add(
          name.name(),
          name.version(),
          kind.label(),
          "tflite",
          "-",
          "Apache-2.0",
          Integer.toString(used.cameras().size()),
          words.of(used.inUse() ? "built in, in use" : "built in"));
    }
    for (InstalledModel installed : listing.models()) {
      DetectorModel model = installed.model();
      Used used = Used.of(use, model.kind(), model.name());
      table.add(
          model.name(),
          model.version(),
          model.kind().label(),
          model.format().label(),
          model.input().width() + "x" + model.input().height(),
          model.licence(),
          Integer.toString(used.cameras().size()),
          words.of(used.inUse() ? "installed, in use" : "installed"));
    }
    table.print(outpost.terminal().out(), words);
  }

  /**
   * @param inUse by a camera, or for those that say nothing of it
   * @param cameras ids
   */
  private record Used(boolean inUse, List<String> cameras) {
    static Used of(ModelUse use, ModelKind kind, String name) {
      List<String> cameras = use.cameras(kind, name);
      return new Used(!cameras.isEmpty() || use.usual(kind).equals(name), cameras);
    }

    void addTo(ObjectNode json) {
      json.put("inUse", inUse);
      ArrayNode ids = json.putArray("cameras");
      cameras.forEach(ids::add);
    }
  }

  private static ArrayNode json(ModelFolder.Listing listing, ModelUse use) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ModelKind kind : ModelKind.values()) {
      ModelName name = ModelName.builtIn(kind);
      ObjectNode json =
          list.addObject()
              .put("name", name.name())
              .put("version", name.version())
              .put("kind", kind.label())
              .put("format", "tflite")
              .put("licence", "Apache-2.0")
              .put("builtIn", true);
      Used.of(use, kind, DetectorNames.BUILT_IN).addTo(json);
    }
    for (InstalledModel installed : listing.models()) {
      DetectorModel model = installed.model();
      ObjectNode json =
          list.addObject()
              .put("name", model.name())
              .put("version", model.version())
              .put("kind", model.kind().label())
              .put("format", model.format().label())
              .put("licence", model.licence())
              .put("sha256", model.sha256())
              .put("builtIn", false);
      Used.of(use, model.kind(), model.name()).addTo(json);
    }
    return list;
  }
}
