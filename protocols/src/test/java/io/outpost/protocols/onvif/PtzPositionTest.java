package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PtzPositionTest {
  private static PtzPosition at(double pan, double tilt, double zoom) {
    return new PtzPosition(
        OptionalDouble.of(pan), OptionalDouble.of(tilt), OptionalDouble.of(zoom));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.1, 0, 0.5, 0.1, 0, true",
    "0.5, 0.1, 0, 0.509, 0.091, 0.009, true",
    "0.5, 0.1, 0, 0.52, 0.1, 0, false",
    "0.5, 0.1, 0, 0.5, 0.12, 0, false",
    "0.5, 0.1, 0, 0.5, 0.1, 0.02, false",
    "-0.999, 0, 0, 0.998, 0, 0, true",
    "-0.98, 0, 0, 0.98, 0, 0, false",
    "178.2, 20, 1, 179.5, 20.1, 1, true",
    "178.2, 20, 1, 182, 20.1, 1, false",
    "0, 1, 0, 0, -1, 0, false"
  })
  void isNear_twoPlaces_isWithinAHundredth(
      double pan, double tilt, double zoom, double pan2, double tilt2, double zoom2, boolean near) {
    PtzPosition one = at(pan, tilt, zoom);
    PtzPosition other = at(pan2, tilt2, zoom2);
    assertThat(one.isNear(other)).isEqualTo(near);
    assertThat(other.isNear(one)).isEqualTo(near);
  }

  @Test
  void isNear_zoomIsNotTold_goesByTheRest() {
    PtzPosition withoutZoom =
        new PtzPosition(OptionalDouble.of(0.5), OptionalDouble.of(0.1), OptionalDouble.empty());
    assertThat(withoutZoom.isNear(at(0.5, 0.1, 0.7))).isTrue();
  }

  @Test
  void isNear_nothingInCommon_isNot() {
    PtzPosition zoomAlone =
        new PtzPosition(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(0.7));
    assertThat(zoomAlone.isNear(at(0.5, 0.1, 0.7))).isFalse();
  }
}
