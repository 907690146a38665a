package io.outpost.agent.cli;

import io.outpost.agent.AgentConfig;
import io.outpost.agent.AgentVersions;
import io.outpost.agent.plan.Costs;
import io.outpost.agent.plan.MachineIdentity;
import io.outpost.agent.plan.MeasuredPlan;
import io.outpost.agent.plan.PlanFile;
import java.nio.file.Path;
import java.time.Instant;

/** A result of {@code outpost plan} that holds on this machine, whatever machine it is. */
final class MeasuredBox {
  private MeasuredBox() {}

  /** Every camera has room. */
  static void roomy(Path config) throws Exception {
    write(config, 0.001, 0.001);
  }

  /**
   * A picture takes ten minutes, a key picture nothing worth mentioning: cameras fit in eco mode
   * where nothing moves, and in no other.
   */
  static void forEcoAlone(Path config) throws Exception {
    write(config, 600_000, 0.001);
  }

  /** No camera has room: decoding one key picture takes ten minutes. */
  static void full(Path config) throws Exception {
    write(config, 600_000, 600_000);
  }

  private static void write(Path config, double picture, double key) throws Exception {
    Costs costs =
        new Costs(
            new Costs.Size(1920 * 1080, picture, key),
            new Costs.Size(640 * 360, picture, key),
            0.001,
            0.001,
            0.001);
    file(config).write(new MeasuredPlan(costs, 0, Instant.EPOCH));
  }

  static PlanFile file(Path config) throws Exception {
    return new PlanFile(
        AgentConfig.load(config).stateDirectory(), AgentVersions.agent(), MachineIdentity.here());
  }
}
