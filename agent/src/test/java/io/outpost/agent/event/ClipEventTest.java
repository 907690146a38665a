package io.outpost.agent.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.analysis.Clip;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What events say of clips. */
class ClipEventTest {
  private static final Image MARKED =
      new Image(
          Image.Kind.SCENE,
          Image.Stream.CLIP,
          Duration.ZERO,
          EventFactoryTest.BLURRED.still(),
          Optional.of(Image.Moment.ENTRY),
          true);

  private static Event clip(Optional<Clip> clip, Optional<Clip.Absence> absence) {
    return EventFactoryTest.FACTORY
        .draft(
            Observations.camera("gate"),
            new Observation.ClipTaken(
                8,
                "shoulder",
                1_000_000,
                new CaptureTime(Observations.CAPTURED, CaptureTime.Source.RTCP_SR, Duration.ZERO),
                clip,
                absence))
        .number(EventFactoryTest.INCARNATION, 7);
  }

  static Event clip() {
    Clip clip =
        new Clip(
            "mp4".getBytes(UTF_8),
            Image.Stream.SUB,
            VideoCodec.H265,
            250,
            Duration.ofMillis(-5_200),
            Duration.ofSeconds(5));
    return clip(Optional.of(clip), Optional.empty());
  }

  @Test
  void number_clip_carriesItAndTellsWhatItIs() {
    Event event = clip();

    assertThat(event.type()).isEqualTo(EventType.CLIP_TAKEN);
    assertThat(event.priority()).isEqualTo(Event.Priority.LOW);
    assertThat(event.images()).hasSize(1);
    assertThat(event.images().get(0).isClip()).isTrue();
    assertThat(event.images().get(0).jpeg()).asString(UTF_8).isEqualTo("mp4");
    assertThat(new String(event.json(), UTF_8))
        .contains(
            "\"data\":{\"track\":8,\"lane\":\"shoulder\",\"mediaSeconds\":1,\"clip\":{\"sha256\":\""
                + Hashes.sha256Hex("mp4".getBytes(UTF_8))
                + "\",\"sizeBytes\":3,\"codec\":\"h265\",\"stream\":\"sub\",\"pictures\":250,"
                + "\"beginSeconds\":-5.2,\"endSeconds\":5},\"timeSource\"");
  }

  /** Of a camera that asks for clips. */
  static Event withClips(Polygon... masks) {
    Camera camera =
        CameraDraft.of(Observations.camera("gate"))
            .masks(List.of(masks))
            .evidence(
                new Evidence(
                    Evidence.Moments.ALL,
                    true,
                    true,
                    new Clips(Clips.Source.ANALYSED, 1 << 20, false)))
            .build();
    return EventFactoryTest.FACTORY
        .draft(camera, Observations.lane(Phase.BEGAN, MARKED))
        .number(EventFactoryTest.INCARNATION, 8);
  }

  static Event masked() {
    return withClips(new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1))));
  }

  @Test
  void number_laneOfACameraWithClips_saysWhetherOneFollows() {
    assertThat(new String(withClips().json(), UTF_8))
        .contains(
            "\"moment\":\"entry\",\"marked\":true,\"facesBlurred\":true}],\"clip\":\"follows\",\"timeSource\"");
    assertThat(new String(masked().json(), UTF_8)).contains("\"clip\":\"masked\"");
    assertThat(new String(EventFactoryTest.event(Phase.BEGAN).json(), UTF_8))
        .doesNotContain("\"clip\":");
  }

  @ParameterizedTest
  @EnumSource(Clip.Absence.class)
  void number_anyAbsenceOfAClip_fitsTheSchema(Clip.Absence absence) throws IOException {
    JsonNode data =
        new ObjectMapper()
            .readTree(clip(Optional.empty(), Optional.of(absence)).json())
            .get("data");

    assertThat(EventSchemas.of(EventType.CLIP_TAKEN).validate(data)).isEmpty();
    assertThat(data.path("reason").asText()).isEqualTo(absence.label());
  }
}
