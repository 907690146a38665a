package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.benchmarks.Figure.Bar.Sense;
import io.outpost.benchmarks.Recorded.Guarded;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final Guarded COST = new Guarded("some", "some.cost", 0.2, Sense.AT_MOST);
  private static final Guarded FOUND = new Guarded("some", "some.found", 0.8, Sense.AT_LEAST);

  private int runs;

  @ParameterizedTest
  @CsvSource({"0.1, true", "0.229, true", "0.231, false"})
  void compared_costAgainstRecorded_mayRiseByFifteenPercent(double measured, boolean kept)
      throws Exception {
    assertThat(guard(measured, 0.8).compared(List.of(COST)).get(0).ok()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0.681, true", "0.679, false"})
  void compared_shareAgainstRecorded_mayFallByFifteenPercent(double measured, boolean kept)
      throws Exception {
    assertThat(guard(0.2, measured).compared(List.of(FOUND)).get(0).ok()).isEqualTo(kept);
  }

  @Test
  void compared_allAsRecorded_measuresOnce() throws Exception {
    List<Figure> figures = guard(0.2, 0.8).compared(List.of(COST, FOUND));

    assertThat(figures).extracting(Figure::name).containsExactly("some.cost", "some.found");
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void compared_worseOnce_isMeasuredAgainAndTheSecondCounts() throws Exception {
    Deque<Double> costs = new ArrayDeque<>(List.of(0.5, 0.21));
    Benchmark settling =
        (quick, report) -> {
          runs++;
          report.add(Figure.of("some.cost", costs.removeFirst(), "x"));
        };

    List<Figure> figures = new Guard(Map.of("some", settling), false).compared(List.of(COST));

    assertThat(figures).singleElement().satisfies(one -> assertThat(one.ok()).isTrue());
    assertThat(figures.get(0).value()).isEqualTo(0.21);
    assertThat(runs).isEqualTo(2);
  }

  @Test
  void compared_anotherRatioOfTheSameBenchmarkIsWorse_keepsWhatWasGood() throws Exception {
    Deque<Double> found = new ArrayDeque<>(List.of(0.8, 0.1));
    Benchmark unsteady =
        (quick, report) -> {
          report.add(Figure.of("some.cost", 0.5, "x"));
          report.add(Figure.of("some.found", found.removeFirst(), "of events"));
        };

    List<Figure> figures =
        new Guard(Map.of("some", unsteady), false).compared(List.of(COST, FOUND));

    assertThat(figures).extracting(Figure::ok).containsExactly(false, true);
  }

  @Test
  void compared_figureThatIsNotPrinted_saysSo() {
    assertThatThrownBy(
            () ->
                guard(0.2, 0.8)
                    .compared(List.of(new Guarded("some", "some.gone", 1, Sense.AT_MOST))))
        .hasMessageContaining("benchmarks/run some --quick has no figure some.gone");
  }

  @Test
  void guarded_recorded_namesBenchmarksAndValues() throws IOException {
    assertThat(Recorded.guarded())
        .hasSizeGreaterThan(5)
        .allSatisfy(one -> assertThat(one.name()).startsWith(one.benchmark() + "."))
        .allSatisfy(one -> assertThat(one.value()).isPositive());
  }

  private Guard guard(double cost, double found) {
    Benchmark benchmark =
        (quick, report) -> {
          runs++;
          report.add(Figure.of("some.cost", cost, "x"));
          report.add(Figure.of("some.found", found, "of events"));
        };
    return new Guard(Map.of("some", benchmark), false);
  }

  private static final String FILE =
      """
      [{"benchmark": "some", "name": "some.cost", "value": 0.2, "sense": "<=", "on": {"Slow": 0.3}},
       {"benchmark": "some", "name": "some.found", "value": 0.8, "sense": ">="}]
      """;

  @Test
  void guarded_processorWithValuesOfItsOwn_isHeldToThose() throws Exception {
    JsonNode file = new ObjectMapper().readTree(FILE);

    assertThat(Recorded.guarded(file, "Fast")).containsExactly(COST, FOUND);
    assertThat(Recorded.guarded(file, "Slow"))
        .containsExactly(new Guarded("some", "some.cost", 0.3, Sense.AT_MOST), FOUND);
  }

  @Test
  void put_onEither_leavesTheOthersValues() throws Exception {
    JsonNode file = new ObjectMapper().readTree(FILE);
    Recorded.put(file, List.of(new Guarded("some", "some.cost", 0.25, Sense.AT_MOST)), "Slow");
    assertThat(Recorded.guarded(file, "Fast").get(0).value()).isEqualTo(0.2);
    assertThat(Recorded.guarded(file, "Slow").get(0).value()).isEqualTo(0.25);

    Recorded.put(file, List.of(new Guarded("some", "some.cost", 0.1, Sense.AT_MOST)), "Fast");
    assertThat(Recorded.guarded(file, "Fast").get(0).value()).isEqualTo(0.1);
    assertThat(Recorded.guarded(file, "Slow").get(0).value()).isEqualTo(0.25);
  }
}
