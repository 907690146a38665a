package io.outpost.agent.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.LaneEnd;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Direction;
import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Signal;
import io.outpost.agent.camera.Tamper;
import io.outpost.agent.event.LostEvents.Reason;
import io.outpost.agent.gate.LoadLadder;
import io.outpost.agent.gate.LoadSample;
import io.outpost.agent.gate.LoadStep;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Still;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventFactoryTest {
  static final Incarnation INCARNATION = new Incarnation("00ff00ff00ff00ff");
  private static final Versions VERSIONS =
      new Versions("0.1.0", List.of(new Versions.Model("blazeface", "1.0.2")));
  static final EventFactory FACTORY = new EventFactory("station-7", VERSIONS);
  private static final Pattern WEIGHT =
      Pattern.compile("(size|pose|sharpness|detector|exposure|inside) (0\\.\\d+)");
  static final Image IMAGE = Observations.image(Image.Kind.FACE, "jpeg".getBytes(UTF_8));
  static final Image BLURRED =
      new Image(
          Image.Kind.SCENE,
          Image.Stream.CLIP,
          Duration.ZERO,
          new Still("scene".getBytes(UTF_8), 64, 48, true));

  static Stream<Event> everyKindOfEvent() {
    return Stream.of(
        event(Phase.BEGAN),
        event(Phase.UPDATED),
        event(Phase.ENDED),
        counted(Phase.BEGAN, Optional.empty()),
        counted(Phase.ENDED, Optional.of(LaneEnd.TURNED)),
        FACTORY.draft(Observations.camera("gate"), Observations.face()).number(INCARNATION, 1),
        FACTORY
            .draft(Observations.camera("gate"), Observations.face(IMAGE, BLURRED))
            .number(INCARNATION, 2),
        new EventFactory("a", Versions.UNKNOWN)
            .draft(Observations.camera("gate"), Observations.face(IMAGE))
            .number(INCARNATION, 3),
        congestion(Phase.BEGAN, BLURRED),
        congestion(Phase.ENDED),
        ClipEventTest.clip(),
        ClipEventTest.withClips(),
        ClipEventTest.masked(),
        FACTORY
            .draft(
                Observations.camera("gate"),
                new Observation.PresenceNoticed(
                    Phase.BEGAN,
                    new CaptureTime(
                        Observations.CAPTURED, CaptureTime.Source.ARRIVAL, Duration.ofSeconds(1))))
            .number(INCARNATION, 5),
        moved(LoadStep.NONE, LoadStep.FEWER_LOOKS, LoadLadder.Reason.LATE).number(INCARNATION, 1),
        moved(LoadStep.PRESENCE_LOW, LoadStep.PRESENCE_NORMAL, LoadLadder.Reason.DROPPED)
            .number(INCARNATION, 2),
        moved(LoadStep.ECO, LoadStep.NONE, LoadLadder.Reason.CALM).number(INCARNATION, 3),
        new LostEvents("gate", 4, 9, Reason.QUOTA)
            .toEvent("station-7", INCARNATION, Observations.CAPTURED));
  }

  private static EventDraft moved(LoadStep from, LoadStep to, LoadLadder.Reason reason) {
    LoadSample sample = new LoadSample(0.98765, Duration.ofMillis(2345), 17);
    return new AgentEvents("station-7", VERSIONS)
        .moved(new LoadLadder.Move(from, to, reason, sample), 40, Observations.CAPTURED);
  }

  @Test
  void number_ofTheAgentItself_hasASourceAndASequenceOfItsOwn() {
    Event event =
        moved(LoadStep.NONE, LoadStep.FEWER_LOOKS, LoadLadder.Reason.LATE).number(INCARNATION, 1);

    assertThat(new String(event.json(), UTF_8))
        .isEqualTo(
            sealed(
                "{\"specversion\":\"1.0\",\"id\":\"00ff00ff00ff00ff-_agent-1\","
                    + "\"source\":\"/agents/station-7\","
                    + "\"type\":\"outpost.agent.degraded.v1\","
                    + "\"datacontenttype\":\"application/json\","
                    + "\"dataschema\":\"urn:outpost:schema:outpost.agent.degraded.v1\","
                    + "\"time\":\"2026-11-25T08:15:30.25Z\",\"sequence\":\"1\","
                    + "\"partitionkey\":\"station-7\",\"sequencetype\":\"Integer\","
                    + "\"data\":{\"step\":\"fewer-looks\",\"level\":1,\"before\":\"none\","
                    + "\"reason\":\"late\",\"busyShare\":0.988,\"answerDelaySeconds\":2.345,"
                    + "\"droppedPictures\":17,\"cameras\":40,\"agentVersion\":\"0.1.0\"}}"));
  }

  /** An event with the hash that it bears at its end. */
  private static String sealed(String plain) {
    return plain.substring(0, plain.length() - 1)
        + ",\"eventhash\":\""
        + Hashes.sha256Hex(plain.getBytes(UTF_8))
        + "\"}";
  }

  @Test
  void number_withALink_saysWhatWasBeforeItAndWhatIsLost() {
    Event first = event(Phase.BEGAN);
    String hash = ChainHash.of(first.json());
    ChainLink link =
        new ChainLink(
            Optional.of(hash),
            List.of(new LostRange(3, 3, Optional.empty()), new LostRange(7, 9, Optional.of(hash))));

    Event second =
        FACTORY
            .draft(Observations.camera("k412-east"), Observations.lane(Phase.ENDED))
            .number(INCARNATION, 43, link);
    CloudEvent parsed =
        Objects.requireNonNull(
                EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
            .deserialize(second.json());

    assertThat(parsed.getExtension("previoushash")).isEqualTo(hash);
    assertThat(parsed.getExtension("lostranges")).isEqualTo("3-3,7-9:" + hash);
    assertThat(parsed.getExtension("eventhash")).isEqualTo(ChainHash.of(second.json()));
  }

  static Event event(Phase phase) {
    return FACTORY
        .draft(Observations.camera("k412-east"), Observations.lane(phase, IMAGE))
        .number(INCARNATION, 42);
  }

  @Test
  void number_laneOccupied_hasTheseBytesAndNoOther() {
    assertThat(new String(event(Phase.BEGAN).json(), UTF_8))
        .isEqualTo(
            sealed(
                "{\"specversion\":\"1.0\",\"id\":\"00ff00ff00ff00ff-k412-east-42\","
                    + "\"source\":\"/agents/station-7/cameras/k412-east\","
                    + "\"type\":\"outpost.lane.occupied.v1\","
                    + "\"datacontenttype\":\"application/json\","
                    + "\"dataschema\":\"urn:outpost:schema:outpost.lane.occupied.v1\","
                    + "\"time\":\"2026-11-25T08:15:30.25Z\",\"sequence\":\"42\","
                    + "\"partitionkey\":\"k412-east\",\"sequencetype\":\"Integer\",\"data\":{\"track\":8,"
                    + "\"phase\":\"began\",\"mediaSeconds\":1,\"lane\":\"shoulder\","
                    + "\"class\":\"vehicle\",\"dwellSeconds\":0.4,"
                    + "\"box\":{\"x\":0.25,\"y\":0.5,\"width\":0.125,\"height\":0},"
                    + "\"boxPixels\":{\"x\":480,\"y\":540,\"width\":240,\"height\":0.000108},"
                    + "\"picture\":{\"width\":1920,\"height\":1080},"
                    + "\"images\":[{\"kind\":\"face\",\"sha256\":\""
                    + Hashes.sha256Hex(IMAGE.jpeg())
                    + "\",\"stream\":\"clip\",\"width\":64,\"height\":48}],\"timeSource\":\"media\",\"timeErrorSeconds\":0,"
                    + "\"agentVersion\":\"0.1.0\","
                    + "\"models\":[{\"name\":\"blazeface\",\"version\":\"1.0.2\"}]}}"));
  }

  private static Event congestion(Phase phase, Image... images) {
    return FACTORY
        .draft(
            Observations.camera("gate"),
            new Observation.CongestionNoticed(
                "south",
                List.of("far", "near"),
                phase,
                2_500_000,
                new CaptureTime(Observations.CAPTURED, CaptureTime.Source.RTCP_SR, Duration.ZERO),
                7,
                Duration.ofMillis(3_250),
                List.of(images),
                phase == Phase.ENDED ? Optional.of(LaneEnd.UNWATCHED) : Optional.empty()))
        .number(INCARNATION, 6);
  }

  @Test
  void number_congestion_tellsTheGroupAndItsLanes() {
    assertThat(new String(congestion(Phase.BEGAN, IMAGE).json(), UTF_8))
        .contains(
            "\"type\":\"outpost.congestion.noticed.v1\"",
            "\"data\":{\"group\":\"south\",\"phase\":\"began\",\"mediaSeconds\":2.5,"
                + "\"lanes\":[\"far\",\"near\"],\"standing\":7,\"durationSeconds\":3.25,"
                + "\"images\":[{\"kind\":\"face\"");
  }

  @Test
  void number_queueThatNobodySawEnd_saysWhy() {
    assertThat(new String(congestion(Phase.ENDED).json(), UTF_8))
        .contains("\"durationSeconds\":3.25,\"reason\":\"unwatched\",\"images\":[]");
  }

  private static Event counted(Phase phase, Optional<LaneEnd> reason) {
    Direction arrow = new Direction(new Point(0, 0.5), new Point(1, 0.5), Sense.AGAINST);
    LaneTerms terms =
        new LaneTerms(Optional.of(arrow), Motion.STANDING).fasterThan(Optional.of(8.5));
    return FACTORY
        .draft(Observations.camera("k412-east"), Observations.laneUnder(terms, phase, reason))
        .number(INCARNATION, 42);
  }

  @Test
  void number_laneWithTerms_tellsByWhichItCountedAndWhyItEnded() {
    assertThat(new String(counted(Phase.ENDED, Optional.of(LaneEnd.TURNED)).json(), UTF_8))
        .contains(
            "\"dwellSeconds\":0.4,\"countedSeconds\":0.25,\"direction\":\"against\","
                + "\"motion\":\"standing\",\"minimumSpeedMetresPerSecond\":8.5,\"reason\":\"turned\",\"box\"");
    assertThat(new String(counted(Phase.BEGAN, Optional.empty()).json(), UTF_8))
        .contains(
            "\"ground\":{\"xMetres\":-1.5,\"yMetres\":20,\"errorMetres\":0.25,"
                + "\"speedMetresPerSecond\":12.5,\"speedErrorMetresPerSecond\":0.75,\"speedMediaSeconds\":0.9,"
                + "\"lengthMetres\":4.5,\"lengthErrorMetres\":0.5},\"box\"");
  }

  /** By the weights that the schema tells. */
  @Test
  void number_face_saysWhatItsQualityIsMadeOf() throws IOException {
    Event event =
        FACTORY.draft(Observations.camera("gate"), Observations.face()).number(INCARNATION, 1);
    JsonNode data = new ObjectMapper().readTree(event.json()).get("data");
    String told =
        EventSchemas.tree(EventType.FACE_CAPTURED).at("/properties/quality/description").asText();
    double product = 1;
    Matcher weight = WEIGHT.matcher(told);
    int weights = 0;
    while (weight.find()) {
      double part = data.at("/shot/parts/" + weight.group(1)).asDouble(-1);
      product *= Math.pow(part, Double.parseDouble(weight.group(2)));
      weights++;
    }
    assertThat(weights).as("weights in the schema").isEqualTo(6);
    assertThat(data.path("quality").asDouble()).isCloseTo(product, within(1e-5));
    assertThat(data.at("/shot/exposure").asDouble()).isEqualTo(0.9375);
  }

  @ParameterizedTest
  @EnumSource(LaneEnd.class)
  void number_anyReason_fitsTheSchema(LaneEnd reason) throws IOException {
    JsonNode data =
        new ObjectMapper().readTree(counted(Phase.ENDED, Optional.of(reason)).json()).get("data");

    assertThat(EventSchemas.of(EventType.LANE_OCCUPIED).validate(data)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKindOfEvent")
  void number_anyEvent_fitsItsSchema(Event event) throws IOException {
    JsonNode data = new ObjectMapper().readTree(event.json()).get("data");

    assertThat(EventSchemas.of(event.type()).validate(data)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKindOfEvent")
  void number_anyEvent_isACloudEventOnOneLine(Event event) {
    EventFormat format =
        Objects.requireNonNull(
            EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));
    CloudEvent parsed = format.deserialize(event.json());

    assertThat(parsed.getId()).isEqualTo(event.id());
    assertThat(parsed.getType()).isEqualTo(event.type().label());
    assertThat(parsed.getExtension("sequence")).isEqualTo(Long.toString(event.sequence()));
    assertThat(parsed.getTime()).isEqualTo("2026-11-25T08:15:30.25Z");
    assertThat(new String(event.json(), UTF_8)).doesNotContain("\n");
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void schema_anyObject_allowsNoFurtherFields(EventType type) throws IOException {
    JsonNode schema = EventSchemas.tree(type);
    List<JsonNode> objects = new ArrayList<>();
    collectObjects(schema, objects);

    assertThat(schema.get("$id").asText()).isEqualTo(type.dataSchema());
    assertThat(objects)
        .isNotEmpty()
        .allSatisfy(
            object -> assertThat(object.path("additionalProperties").asBoolean(true)).isFalse());
  }

  @Test
  void draft_signalOfTheCamera_isAnEventByItsSchema() throws IOException {
    Observation tamper =
        new Observation.Signalled(
            Signal.TAMPER,
            "VideoSource_1",
            Phase.BEGAN,
            new CaptureTime(
                Observations.CAPTURED, CaptureTime.Source.ONVIF_OFFSET, Duration.ofMillis(620)));
    EventDraft draft =
        new EventFactory("gateway-7", VERSIONS).draft(Observations.camera("gate"), tamper);

    Event event = draft.number(INCARNATION, 1);
    JsonNode data = new ObjectMapper().readTree(event.json()).get("data");

    assertThat(event.type()).isEqualTo(EventType.CAMERA_SIGNAL);
    assertThat(EventSchemas.of(EventType.CAMERA_SIGNAL).validate(data)).isEmpty();
    assertThat(data.path("signal").asText()).isEqualTo("tamper");
    assertThat(data.path("phase").asText()).isEqualTo("began");
    assertThat(data.path("timeErrorSeconds").asDouble()).isEqualTo(0.62);
  }

  @ParameterizedTest
  @EnumSource(Tamper.class)
  void draft_tampered_isAnEventByItsSchema(Tamper tamper) throws IOException {
    Observation tampered =
        new Observation.Tampered(
            tamper,
            Phase.ENDED,
            90_500_000,
            new CaptureTime(Observations.CAPTURED, CaptureTime.Source.RTCP_SR, Duration.ZERO));

    Event event = FACTORY.draft(Observations.camera("gate"), tampered).number(INCARNATION, 1);
    JsonNode data = new ObjectMapper().readTree(event.json()).get("data");

    assertThat(event.type()).isEqualTo(EventType.CAMERA_TAMPERED);
    assertThat(EventSchemas.of(EventType.CAMERA_TAMPERED).validate(data)).isEmpty();
    assertThat(data.path("tamper").asText()).isEqualTo(tamper.label());
    assertThat(data.path("mediaSeconds").asDouble()).isEqualTo(90.5);
  }

  @Test
  void schema_fieldThatIsNotPublished_isRefused() throws IOException {
    JsonNode data = new ObjectMapper().readTree(event(Phase.BEGAN).json()).get("data");
    ((ObjectNode) data).put("person", "somebody");

    assertThat(EventSchemas.of(EventType.LANE_OCCUPIED).validate(data)).hasSize(1);
  }

  @Test
  void draft_agentIdWithSlash_isRefused() {
    assertThatThrownBy(() -> new EventFactory("a/b", VERSIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b");
  }

  @Test
  void ofReplay_sameFiles_givesTheSameAndOthersAnother(@TempDir Path dir) throws IOException {
    Path clip = Files.writeString(dir.resolve("clip"), "clip");
    Path camera = Files.writeString(dir.resolve("camera"), "camera");

    Incarnation once = Incarnation.ofReplay(clip, camera);

    assertThat(Incarnation.ofReplay(clip, camera)).isEqualTo(once);
    assertThat(Incarnation.ofReplay(camera, clip)).isNotEqualTo(once);
  }

  private static void collectObjects(JsonNode node, List<JsonNode> objects) {
    if ("object".equals(node.path("type").asText())) {
      objects.add(node);
    }
    node.forEach(child -> collectObjects(child, objects));
  }
}
