package io.outpost.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code deploy/}, as those programs judge them that will read them. */
class DeploymentFilesTest {
  private static final Path DEPLOY = Requires.repository().resolve("deploy");
  private static final int PATIENCE_SECONDS = 60;

  /** In tenths, as {@code systemd-analyze} counts: an exposure of 2.0. */
  private static final int MOST_EXPOSURE = 20;

  private static final Pattern DOCUMENTED =
      Pattern.compile("^\\| `(\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);
  private static final Pattern USED =
      Pattern.compile("\\b(?:outpost|process|system|jvm)_[a-z0-9_]+");

  @ParameterizedTest
  @ValueSource(strings = {"outpost-agent.service", "outpost-worker@.service"})
  void unit_any_isHardlyExposed(String unit) throws Exception {
    Path analyze = Requires.command("systemd-analyze", "systemd");

    run(
        DEPLOY.resolve("systemd"),
        analyze.toString(),
        "security",
        "--no-pager",
        "--offline=true",
        "--threshold=" + MOST_EXPOSURE,
        unit);
  }

  @Test
  void unit_ofTheWorker_hasNoNetwork() throws IOException {
    List<String> lines = Files.readAllLines(DEPLOY.resolve("systemd/outpost-worker@.service"));

    assertThat(lines).contains("PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX");
  }

  @Test
  void prometheus_rulesAndConfiguration_passItsOwnChecks() throws Exception {
    Path folder = DEPLOY.resolve("prometheus");
    String promtool = Requires.command("promtool", "prometheus").toString();

    run(folder, promtool, "check", "rules", "outpost.rules.yml");
    run(folder, promtool, "check", "config", "prometheus.yml");
    run(folder, promtool, "test", "rules", "outpost.rules.test.yml");
  }

  @Test
  void metric_usedByRules_exists() throws IOException {
    Set<String> used =
        names(List.of(Files.readString(DEPLOY.resolve("prometheus/outpost.rules.yml"))));

    assertThat(used).isNotEmpty();
    assertThat(documented()).containsAll(used);
  }

  @Test
  void metric_usedByTheDashboard_exists() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DEPLOY.resolve("grafana/outpost.json").toFile());
    List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
    queries.addAll(dashboard.findValuesAsText("definition"));

    assertThat(names(queries)).hasSizeGreaterThan(10);
    assertThat(documented()).containsAll(names(queries));
  }

  private static Set<String> names(List<String> texts) {
    Set<String> names = new TreeSet<>();
    texts.forEach(text -> USED.matcher(text).results().forEach(name -> names.add(name.group())));
    return names;
  }

  /** What {@code metrics.md} lists; a summary is three series and a gauge. */
  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    DOCUMENTED
        .matcher(Files.readString(DEPLOY.resolve("metrics.md")))
        .results()
        .forEach(
            row -> {
              String name = row.group(1);
              if (row.group(2).equals("summary")) {
                names.addAll(List.of(name + "_sum", name + "_count", name + "_max"));
              } else {
                names.add(name);
              }
            });
    return names;
  }

  private static void run(Path folder, String... command) throws Exception {
    Path output = Files.createTempFile("outpost-deployment", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as("%s: %s", List.of(command), Files.readString(output, StandardCharsets.UTF_8))
          .isZero();
    } finally {
      Files.delete(output);
    }
  }
}
