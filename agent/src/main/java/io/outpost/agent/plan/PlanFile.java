package io.outpost.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.config.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what was measured, so that it need not be measured for each camera that is added. {@code
 * plan.json} in the state directory: one JSON object with the version that measured, the machine,
 * the time and the costs, milliseconds of a core. A result of another version or machine is as good
 * as none.
 */
public final class PlanFile {
  /** Raised when what the costs mean changes. */
  private static final int FORMAT = 1;

  /** A few hundred bytes; what is larger is not ours. */
  private static final long MAX_BYTES = 64 << 10;

  private final Path file;
  private final String version;
  private final MachineIdentity machine;

  /**
   * @param version of the agent, by which its costs may differ
   */
  public PlanFile(Path stateDirectory, String version, MachineIdentity machine) {
    this.file = stateDirectory.resolve("plan.json");
    this.version = version;
    this.machine = machine;
  }

  /** Where it is kept. */
  public Path path() {
    return file;
  }

  public void write(MeasuredPlan plan) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("version", version);
    json.putObject("machine")
        .put("installation", machine.installation())
        .put("processor", machine.processor());
    json.put("measured", plan.measured().toString()).put("activity", plan.activity());
    ObjectNode costs = json.putObject("milliseconds");
    write(costs.putObject("large"), plan.costs().large());
    write(costs.putObject("small"), plan.costs().small());
    costs
        .put("glance", plan.costs().glance())
        .put("body", plan.costs().body())
        .put("face", plan.costs().face());
    DurableFile.write(file, json.toPrettyString() + "\n", DurableFile.READABLE);
  }

  private static void write(ObjectNode into, Costs.Size size) {
    into.put("pixels", size.pixels()).put("picture", size.picture()).put("key", size.key());
  }

  /** Empty when there is none that holds here: never measured, elsewhere, otherwise, or damaged. */
  public Optional<MeasuredPlan> read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      JsonNode json = new ObjectMapper().readTree(Files.readString(file));
      return holdsHere(json) ? Optional.of(plan(json)) : Optional.empty();
    } catch (IOException | DateTimeException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private boolean holdsHere(JsonNode json) {
    return json.path("format").asInt() == FORMAT
        && json.path("version").asText().equals(version)
        && json.at("/machine/installation").asText().equals(machine.installation())
        && json.at("/machine/processor").asText().equals(machine.processor());
  }

  private static MeasuredPlan plan(JsonNode json) {
    JsonNode costs = json.path("milliseconds");
    return new MeasuredPlan(
        new Costs(
            size(costs.path("large")),
            size(costs.path("small")),
            cost(costs, "glance"),
            cost(costs, "body"),
            cost(costs, "face")),
        json.path("activity").asDouble(-1),
        Instant.parse(json.path("measured").asText()));
  }

  private static Costs.Size size(JsonNode json) {
    return new Costs.Size(json.path("pixels").asLong(), cost(json, "picture"), cost(json, "key"));
  }

  private static double cost(JsonNode json, String key) {
    double cost = json.path(key).asDouble(-1);
    if (!(cost >= 0)) {
      throw new IllegalArgumentException(key + ": expected milliseconds, found " + json.path(key));
    }
    return cost;
  }
}
