package io.outpost.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.analysis.OpenStay.Before;
import io.outpost.agent.analysis.OpenStay.Sight;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenStaysJsonTest {
  private static OpenStay stay(ObjectClass objectClass, CaptureTime.Source source, long heading) {
    return new OpenStay(
        "shoulder",
        "shoulder-1764058530250000-8",
        8,
        objectClass,
        heading > 0,
        heading == 0,
        true,
        new Before(
            61_000_000,
            60_000_000,
            5,
            12_345_678,
            heading > 0 ? OptionalLong.of(heading) : OptionalLong.empty()),
        new Sight(
            7_000_001,
            new CaptureTime(Observations.CAPTURED.plusNanos(7), source, Duration.ofNanos(12_345)),
            new Box(1 / 3.0, 0.1, 0.2, 2 / 7.0),
            1920,
            1080));
  }

  @Test
  void read_whatWasWritten_isEqual() throws IOException {
    List<OpenStay> stays =
        List.of(
            stay(ObjectClass.VEHICLE, CaptureTime.Source.RTCP_SR, 0),
            stay(ObjectClass.PERSON, CaptureTime.Source.ARRIVAL, 77));
    assertThat(OpenStaysJson.read(OpenStaysJson.write(stays))).isEqualTo(stays);
  }

  @ParameterizedTest
  @EnumSource(ObjectClass.class)
  void read_anyClass_isEqual(ObjectClass objectClass) throws IOException {
    List<OpenStay> stays = List.of(stay(objectClass, CaptureTime.Source.MEDIA, 1));
    assertThat(OpenStaysJson.read(OpenStaysJson.write(stays))).isEqualTo(stays);
  }

  @ParameterizedTest
  @EnumSource(CaptureTime.Source.class)
  void read_anySource_isEqual(CaptureTime.Source source) throws IOException {
    List<OpenStay> stays = List.of(stay(ObjectClass.BICYCLE, source, 1));
    assertThat(OpenStaysJson.read(OpenStaysJson.write(stays))).isEqualTo(stays);
  }

  @Test
  void write_none_isEmpty() throws IOException {
    assertThat(OpenStaysJson.write(List.of())).isEmpty();
    assertThat(OpenStaysJson.read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"version\":2,\"stays\":[]}",
        "{\"version\":1}",
        "{\"version\":1,\"stays\":[{}]}",
        "{\"version\":1,\"stays\":[{\"lane\":\"a\",\"id\":\"b\",\"track\":1,\"class\":\"cart\"}]}"
      })
  void read_somethingElse_isRefused(String text) {
    assertThatThrownBy(() -> OpenStaysJson.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open stays");
  }
}
