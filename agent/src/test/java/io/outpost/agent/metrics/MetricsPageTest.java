package io.outpost.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Compares {@code deploy/metrics.md} with the sources and with the meters of JVM and process. The
 * sources are read as text: a meter that is registered on its first failure is documented too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetricsPageTest {
  private static final Path PAGE = Path.of("../deploy/metrics.md");
  private static final Path SOURCES = Path.of("src/main/java");

  /** A row of the page's tables: name, type, labels, meaning. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| ([a-z]+) \\|([^|]*)\\| ([^|]+) \\|$");

  private static final Pattern METER =
      Pattern.compile(
          "(Counter|FunctionCounter|Gauge|TimeGauge|Timer|DistributionSummary)\\s*\\.builder\\(\\s*"
              + "\"(outpost[^\"]*)\"([^;]*);");
  private static final Pattern ANY_NAME = Pattern.compile("\"(outpost\\.[a-z.]+)\"");
  private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\\s*\"([a-z]+)\"");
  private static final Pattern HISTOGRAM =
      Pattern.compile("\\.(serviceLevelObjectives|publishPercentileHistogram)\\(");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("\\.tag\\(\\s*\"([^\"]*)\"");

  private final Map<String, String> page = new TreeMap<>();
  private final List<String> sources = new ArrayList<>();

  @BeforeAll
  void read() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    while (rows.find()) {
      page.put(rows.group(1), rows.group(2));
    }
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
    }
  }

  @Test
  void page_everyMeterOfTheSources_standsOnItAndNoOther() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    for (String source : sources) {
      Matcher meters = METER.matcher(source);
      while (meters.find()) {
        register(registry, meters);
      }
      namesOutsideBuilders(source).forEach(name -> Counter.builder(name).register(registry));
    }

    assertThat(documented("outpost_")).isEqualTo(shown(registry.scrape()));
  }

  @Test
  void page_everyMeterOfJvmAndProcess_standsOnIt() {
    try (Metrics metrics = Metrics.create()) {
      assertThat(documented("jvm_", "process_", "system_"))
          .containsAllEntriesOf(shown(metrics.scrape()));
    }
  }

  @Test
  void sources_everyLabel_isOneOfThree() {
    Set<String> labels = new TreeSet<>();
    for (String source : sources) {
      if (source.contains("io.micrometer")) {
        Matcher matcher = LABEL.matcher(source);
        while (matcher.find()) {
          labels.add(matcher.group(1));
        }
      }
    }

    assertThat(labels).isSubsetOf("camera", "sink", "reason");
  }

  @Test
  void sources_everyMeter_hasDescription() {
    for (String source : sources) {
      Matcher meters = METER.matcher(source);
      while (meters.find()) {
        assertThat(meters.group(3)).as(meters.group(2)).contains(".description(");
      }
    }
  }

  private Map<String, String> documented(String... prefixes) {
    Map<String, String> rows = new TreeMap<>(page);
    rows.keySet().removeIf(name -> Stream.of(prefixes).noneMatch(name::startsWith));
    return rows;
  }

  /** Names and types as Prometheus is told them; the maximum beside a timer goes without saying. */
  private static Map<String, String> shown(String scrape) {
    Map<String, String> shown = new TreeMap<>();
    Matcher types = TYPE.matcher(scrape);
    while (types.find()) {
      shown.put(types.group(1), types.group(2));
    }
    shown.keySet().removeIf(name -> name.endsWith("_seconds_max"));
    return shown;
  }

  /** Where a class has a helper that builds its counters, the names stand in the calls to it. */
  private static Set<String> namesOutsideBuilders(String source) {
    Set<String> names = new TreeSet<>();
    if (source.contains("io.micrometer")) {
      Matcher matcher = ANY_NAME.matcher(METER.matcher(source).replaceAll(";"));
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  private static void register(PrometheusMeterRegistry registry, Matcher meter) {
    String name = meter.group(2);
    Matcher unit = UNIT.matcher(meter.group(3));
    String baseUnit = unit.find() ? unit.group(1) : null;
    switch (meter.group(1)) {
      case "Counter", "FunctionCounter" ->
          Counter.builder(name).baseUnit(baseUnit).register(registry);
      case "Timer" ->
          Timer.builder(name)
              .publishPercentileHistogram(HISTOGRAM.matcher(meter.group(3)).find())
              .register(registry);
      case "TimeGauge" -> TimeGauge.builder(name, () -> 0, TimeUnit.SECONDS).register(registry);
      case "DistributionSummary" ->
          DistributionSummary.builder(name).baseUnit(baseUnit).register(registry);
      default -> Gauge.builder(name, () -> 0).baseUnit(baseUnit).register(registry);
    }
  }
}
