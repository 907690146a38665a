package io.outpost.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
  private static final MachineIdentity HERE = new MachineIdentity("0123456789abcdef", "Arm A72");
  private static final MeasuredPlan PLAN =
      new MeasuredPlan(
          new Costs(
              new Costs.Size(1920 * 1080, 3.25, 7.5),
              new Costs.Size(640 * 360, 0.5, 1),
              0.2,
              10.125,
              5),
          0.1,
          Instant.parse("2026-11-26T03:00:00Z"));

  @TempDir Path state;

  private PlanFile file(String version, MachineIdentity machine) {
    return new PlanFile(state.resolve("new"), version, machine);
  }

  @Test
  void read_whatWasWritten_isTheSame() throws Exception {
    file("1.0", HERE).write(PLAN);

    assertThat(file("1.0", HERE).read()).contains(PLAN);
  }

  @Test
  void read_neverMeasured_isEmpty() {
    assertThat(file("1.0", HERE).read()).isEmpty();
  }

  @Test
  void read_ofAnotherVersionOrMachine_isEmpty() throws Exception {
    file("1.0", HERE).write(PLAN);

    assertThat(file("1.1", HERE).read()).isEmpty();
    assertThat(file("1.0", new MachineIdentity("0123456789abcdef", "Intel N100")).read()).isEmpty();
    assertThat(file("1.0", new MachineIdentity("fedcba9876543210", "Arm A72")).read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "{}",
        "null",
        "\"format\" : 1|\"format\" : 2",
        "\"activity\" : 0.1|\"activity\" : 1.1",
        "\"glance\" : 0.2|\"glance\" : -1",
        "\"glance\" : 0.2|\"glance\" : \"NaN\"",
        "\"measured\" : \"2026|\"measured\" : \"last year",
        "\"pixels\" : 230400|\"pixels\" : 99999999"
      })
  void read_damaged_isEmpty(String damage) throws Exception {
    PlanFile file = file("1.0", HERE);
    file.write(PLAN);
    String text = Files.readString(file.path());
    int bar = damage.indexOf('|');
    String damaged =
        bar < 0 ? damage : text.replace(damage.substring(0, bar), damage.substring(bar + 1));
    assertThat(damaged).isNotEqualTo(text);

    Files.writeString(file.path(), damaged);

    assertThat(file.read()).isEmpty();
  }

  @Test
  void machine_isKnownByInstallationAndProcessor() throws Exception {
    put("etc/machine-id", "4c1d5d3f0a6b4c0e9d1f2a3b4c5d6e7f\n");
    put("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC\nprocessor\t: 1\n");

    MachineIdentity machine = MachineIdentity.read(state);

    assertThat(machine.processor()).isEqualTo("AMD EPYC");
    assertThat(machine.installation()).matches("[0-9a-f]{16}").doesNotContain("4c1d5d3f");
    assertThat(MachineIdentity.read(state)).isEqualTo(machine);
    put("etc/machine-id", "5c1d5d3f0a6b4c0e9d1f2a3b4c5d6e7f\n");
    assertThat(MachineIdentity.read(state)).isNotEqualTo(machine);
  }

  @Test
  void machine_thatSaysNothing_isEmpty() {
    assertThat(MachineIdentity.read(state)).isEqualTo(new MachineIdentity("", ""));
  }

  private void put(String name, String text) throws Exception {
    Path file = state.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
