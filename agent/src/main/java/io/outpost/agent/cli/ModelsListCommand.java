package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.vision.model.DetectorModel;
import io.outpost.agent.vision.model.DetectorNames;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelFolder;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.io.IOException;
import java.util.Optional;
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
    DetectorNames chosen = outpost.agentConfig().detectors();
    ModelFolder.Listing listing = outpost.models().list();
    if (json) {
      outpost.terminal().out().println(json(listing, chosen).toPrettyString());
    } else {
      print(listing, chosen);
    }
    listing.problems().forEach(line -> outpost.terminal().err().println("outpost: " + line));
    return (listing.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private void print(ModelFolder.Listing listing, DetectorNames chosen) {
    Words words = outpost.terminal().words();
    Table table = new Table("NAME", "VERSION", "KIND", "FORMAT", "INPUT", "LICENCE", "STATE");
    for (ModelKind kind : ModelKind.values()) {
      ModelName name = ModelName.builtIn(kind);
      String state = name(chosen, kind).isEmpty() ? "built in, in use" : "built in";
      table.add(
          name.name(), name.version(), kind.label(), "tflite", "-", "Apache-2.0", words.of(state));
    }
    for (InstalledModel installed : listing.models()) {
      DetectorModel model = installed.model();
      table.add(
          model.name(),
          model.version(),
          model.kind().label(),
          model.format().label(),
          model.input().width() + "x" + model.input().height(),
          model.licence(),
          words.of(isChosen(model, chosen) ? "installed, in use" : "installed"));
    }
    table.print(outpost.terminal().out(), words);
  }

  private static ArrayNode json(ModelFolder.Listing listing, DetectorNames chosen) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ModelKind kind : ModelKind.values()) {
      ModelName name = ModelName.builtIn(kind);
      list.addObject()
          .put("name", name.name())
          .put("version", name.version())
          .put("kind", kind.label())
          .put("format", "tflite")
          .put("licence", "Apache-2.0")
          .put("builtIn", true)
          .put("inUse", name(chosen, kind).isEmpty());
    }
    for (InstalledModel installed : listing.models()) {
      DetectorModel model = installed.model();
      list.addObject()
          .put("name", model.name())
          .put("version", model.version())
          .put("kind", model.kind().label())
          .put("format", model.format().label())
          .put("licence", model.licence())
          .put("sha256", model.sha256())
          .put("builtIn", false)
          .put("inUse", isChosen(model, chosen));
    }
    return list;
  }

  static boolean isChosen(DetectorModel model, DetectorNames chosen) {
    return name(chosen, model.kind()).filter(model.name()::equals).isPresent();
  }

  private static Optional<String> name(DetectorNames chosen, ModelKind kind) {
    return switch (kind) {
      case FACE -> chosen.faces();
      case BODY -> chosen.bodies();
    };
  }
}
