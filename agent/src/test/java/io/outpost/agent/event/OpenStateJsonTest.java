package io.outpost.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.analysis.OpenQueue;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.analysis.OpenStay.Before;
import io.outpost.agent.analysis.OpenStay.Sight;
import io.outpost.agent.camera.Camera;
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

class OpenStateJsonTest {
  private static final Camera CAMERA = Observations.camera("yard");

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
            1080),
        List.of());
  }

  private static OpenState open(OpenStay... stays) {
    return new OpenState(List.of(stays), List.of());
  }

  @Test
  void read_queue_isEqual() throws IOException {
    OpenQueue queue =
        new OpenQueue(
            "south",
            List.of("far", "near"),
            Duration.ofNanos(93_000_001_000L),
            7,
            61_000_001,
            new CaptureTime(
                Observations.CAPTURED.plusNanos(7),
                CaptureTime.Source.RTCP_SR,
                Duration.ofNanos(12_345)));
    OpenState open = new OpenState(List.of(), List.of(queue, queue));
    assertThat(OpenStateJson.read(OpenStateJson.write(open, CAMERA).text())).isEqualTo(open);
  }

  /** As by an agent that did not remember any. */
  @Test
  void read_withoutQueues_hasNone() throws IOException {
    assertThat(OpenStateJson.read("{\"version\":1,\"stays\":[]}")).isEqualTo(OpenState.NONE);
  }

  @Test
  void read_whatWasWritten_isEqual() throws IOException {
    OpenState stays =
        open(
            stay(ObjectClass.VEHICLE, CaptureTime.Source.RTCP_SR, 0),
            stay(ObjectClass.PERSON, CaptureTime.Source.ARRIVAL, 77));
    assertThat(OpenStateJson.read(OpenStateJson.write(stays, CAMERA).text())).isEqualTo(stays);
  }

  @ParameterizedTest
  @EnumSource(ObjectClass.class)
  void read_anyClass_isEqual(ObjectClass objectClass) throws IOException {
    OpenState stays = open(stay(objectClass, CaptureTime.Source.MEDIA, 1));
    assertThat(OpenStateJson.read(OpenStateJson.write(stays, CAMERA).text())).isEqualTo(stays);
  }

  @ParameterizedTest
  @EnumSource(CaptureTime.Source.class)
  void read_anySource_isEqual(CaptureTime.Source source) throws IOException {
    OpenState stays = open(stay(ObjectClass.BICYCLE, source, 1));
    assertThat(OpenStateJson.read(OpenStateJson.write(stays, CAMERA).text())).isEqualTo(stays);
  }

  @Test
  void write_none_isEmpty() throws IOException {
    assertThat(OpenStateJson.write(OpenState.NONE, CAMERA)).isEqualTo(OpenRecord.NONE);
    assertThat(OpenStateJson.read("")).isEqualTo(OpenState.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"version\":2,\"stays\":[]}",
        "{\"version\":1}",
        "{\"version\":1,\"stays\":[{}]}",
        "{\"version\":1,\"stays\":[],\"queues\":[{}]}",
        "{\"version\":1,\"stays\":[{\"lane\":\"a\",\"id\":\"b\",\"track\":1,\"class\":\"cart\"}]}"
      })
  void read_somethingElse_isRefused(String text) {
    assertThatThrownBy(() -> OpenStateJson.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("what is open");
  }
}
