package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
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
    for (int day = 23; day < 30; day++) {
      assertThat(DayHours.parse(hours).contain(LocalDate.of(2026, 11, day).atTime(time)))
          .isEqualTo(inside);
    }
  }

  /** 2026-11-27 is a Friday. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon-Fri 07:00-09:30 | 2026-11-27T08:00 | true",
        "Mon-Fri 07:00-09:30 | 2026-11-28T08:00 | false",
        "Fri 22:00-05:00     | 2026-11-27T23:00 | true",
        "Fri 22:00-05:00     | 2026-11-28T04:59 | true",
        "Fri 22:00-05:00     | 2026-11-28T05:00 | false",
        "Fri 22:00-05:00     | 2026-11-27T04:00 | false",
        "Fri 22:00-05:00     | 2026-11-28T23:00 | false",
        "Sun,Tue 00:00-00:00 | 2026-11-29T00:00 | true",
        "Sun,Tue 00:00-00:00 | 2026-11-30T00:00 | false",
        "Fri-Mon 06:00-06:00 | 2026-12-01T05:59 | true",
        "Fri-Mon 06:00-06:00 | 2026-12-01T06:00 | false",
      })
  void contain_days_areThoseOnWhichTheHoursBegin(
      String hours, LocalDateTime moment, boolean inside) {
    assertThat(DayHours.parse(hours).contain(moment)).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "07:00-09:30                 | 07:00-09:30",
        "Mon-Sun 07:00-09:30         | 07:00-09:30",
        "mon-FRI 07:00 - 09:30       | Mon-Fri 07:00-09:30",
        "Sat,Sun 07:00-09:30         | Sat,Sun 07:00-09:30",
        "Fri-Mon 07:00-09:30         | Mon,Fri-Sun 07:00-09:30",
        "Wed,Mon,Tue,Fri 07:00-09:30 | Mon-Wed,Fri 07:00-09:30",
      })
  void toString_anyHours_areReadBackTheSame(String hours, String text) {
    DayHours read = DayHours.parse(hours);

    assertThat(read).hasToString(text);
    assertThat(DayHours.parse(text)).isEqualTo(read);
  }
}
