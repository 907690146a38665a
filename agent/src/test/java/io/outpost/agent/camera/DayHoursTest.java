package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayHoursTest {
  @ParameterizedTest
  @CsvSource({
    "07:00-09:30, 06:59:59, false",
    "07:00-09:30, 07:00, true",
    "07:00-09:30, 09:29:59, true",
    "07:00-09:30, 09:30, false",
    "22:00-05:00, 23:00, true",
    "22:00-05:00, 04:59, true",
    "22:00-05:00, 12:00, false",
    "00:00-00:00, 12:00, true",
  })
  void contain_edges_areHalfOpenAndMayPassMidnight(String hours, LocalTime time, boolean inside) {
    assertThat(DayHours.parse(hours).contain(time)).isEqualTo(inside);
  }
}
