package io.outpost.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
  private static final List<String> KNOWN = List.of("id", "dwell", "classes", "minWidth");

  @ParameterizedTest
  @CsvSource({"dwel, dwell", "Dwell, dwell", "clases, classes", "min_width, minWidth", "ids, id"})
  void among_closeWord_isSuggested(String given, String meant) {
    assertThat(Suggestion.among(KNOWN, given)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"colour", "x1y2", "speedLimit"})
  void among_farWord_isNot(String given) {
    assertThat(Suggestion.among(KNOWN, given)).isEmpty();
  }
}
