package io.outpost.agent.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.analysis.Clip;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.ClipTaken;
import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.analysis.Observation.Counted;
import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.OnGround;
import io.outpost.agent.analysis.Observation.PresenceNoticed;
import io.outpost.agent.analysis.Observation.Sighting;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.analysis.Observation.StayMark;
import io.outpost.agent.analysis.Observation.Tampered;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.event.Event.Priority;
import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.vision.Box;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns observations into events of one agent. Stateless; any thread. */
public final class EventFactory {
  /** Decimal places of every number: a ten-thousandth of a pixel, a microsecond. */
  private static final int SCALE = 6;

  private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String agent;
  private final Versions versions;
  private final Detecting detecting;

  /**
   * @param agent part of the source of every event: at most 64 letters, digits, dots, hyphens,
   *     underscores
   */
  public EventFactory(String agent, Versions versions) {
    this(agent, versions, (camera, type) -> versions.models());
  }

  /**
   * @param detecting what looked at the pictures that an event tells of
   */
  public EventFactory(String agent, Versions versions, Detecting detecting) {
    this.agent = checkedAgent(agent);
    this.versions = versions;
    this.detecting = detecting;
  }

  static String checkedAgent(String agent) {
    if (!AGENT.matcher(agent).matches()) {
      throw new IllegalArgumentException(
          "agent id is \""
              + agent
              + "\", expected 1 to 64 letters, digits, dots, hyphens or underscores");
    }
    return agent;
  }

  public EventDraft draft(Camera camera, Observation observation) {
    List<StoredImage> images = attached(observation);
    EventType type = type(observation);
    ObjectNode data = data(camera, observation, images);
    addVersions(data, detecting.models(camera, type));
    return new EventDraft(
        type,
        agent,
        camera.id(),
        observation.captureTime().instant(),
        observation.phase() == Phase.UPDATED ? Priority.LOW : Priority.NORMAL,
        data,
        images);
  }

  private static List<StoredImage> attached(Observation observation) {
    if (observation instanceof ClipTaken taken) {
      return taken.clip().map(Clip::mp4).stream()
          .map(mp4 -> new StoredImage(StoredImage.CLIP, Hashes.sha256Hex(mp4), mp4))
          .toList();
    }
    return observation.images().stream().map(EventFactory::stored).toList();
  }

  private static EventType type(Observation observation) {
    if (observation instanceof FaceCaptured) {
      return EventType.FACE_CAPTURED;
    }
    if (observation instanceof LaneOccupied) {
      return EventType.LANE_OCCUPIED;
    }
    if (observation instanceof ClipTaken) {
      return EventType.CLIP_TAKEN;
    }
    if (observation instanceof CongestionNoticed) {
      return EventType.CONGESTION_NOTICED;
    }
    if (observation instanceof Signalled) {
      return EventType.CAMERA_SIGNAL;
    }
    if (observation instanceof Tampered) {
      return EventType.CAMERA_TAMPERED;
    }
    if (observation instanceof PresenceNoticed) {
      return EventType.PRESENCE_NOTICED;
    }
    throw new IllegalArgumentException("no event type for " + observation.getClass().getName());
  }

  private static StoredImage stored(Image image) {
    return new StoredImage(image.kind().label(), Hashes.sha256Hex(image.jpeg()), image.jpeg());
  }

  private static ObjectNode data(Camera camera, Observation observation, List<StoredImage> images) {
    ObjectNode data = JSON.objectNode();
    if (observation instanceof Sighting sighting) {
      data.put("track", sighting.track());
      data.put("phase", observation.phase().label());
      addSeen(data, sighting);
      addImages(data.putArray("images"), observation.images(), images);
      if (observation instanceof LaneOccupied && observation.phase() == Phase.BEGAN) {
        announceClip(data, camera);
      }
    } else if (observation instanceof ClipTaken taken) {
      addClip(data, taken, images);
    } else if (observation instanceof Signalled signalled) {
      data.put("signal", signalled.signal().label());
      data.put("phase", observation.phase().label());
      data.put("source", signalled.source());
    } else if (observation instanceof Tampered tampered) {
      data.put("tamper", tampered.tamper().label());
      data.put("phase", observation.phase().label());
      data.set("mediaSeconds", micros(tampered.mediaMicros()));
    } else if (observation instanceof CongestionNoticed congestion) {
      addCongestion(data, congestion);
      addImages(data.putArray("images"), observation.images(), images);
    } else {
      data.put("phase", observation.phase().label());
    }
    data.put("timeSource", observation.captureTime().source().label());
    data.set("timeErrorSeconds", seconds(observation.captureTime().errorBound()));
    return data;
  }

  private static void addImages(ArrayNode list, List<Image> images, List<StoredImage> stored) {
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      ObjectNode node =
          list.addObject()
              .put("kind", stored.get(i).kind())
              .put("sha256", stored.get(i).sha256())
              .put("stream", image.stream().label())
              .put("width", image.still().width())
              .put("height", image.still().height());
      image.moment().ifPresent(moment -> node.put("moment", moment.label()));
      if (image.marked()) {
        node.put("marked", true);
      }
      if (image.still().facesBlurred()) {
        node.put("facesBlurred", true);
      }
      if (!image.ahead().isZero()) {
        node.set("offsetSeconds", seconds(image.ahead()));
      }
    }
  }

  private static void addSeen(ObjectNode data, Sighting sighting) {
    data.set("mediaSeconds", micros(sighting.mediaMicros()));
    if (sighting instanceof FaceCaptured face) {
      data.put("class", ObjectClass.FACE.label());
      data.set("quality", decimal(face.score().total()));
      data.set("shot", shot(face));
    } else if (sighting instanceof LaneOccupied lane) {
      data.put("lane", lane.lane());
      lane.mark().ifPresent(mark -> addMark(data, mark));
      data.put("class", lane.objectClass().label());
      data.set("dwellSeconds", seconds(lane.dwell()));
      lane.counted().ifPresent(counted -> addCounted(data, counted));
      lane.reason().ifPresent(reason -> data.put("reason", reason.label()));
      lane.ground().ifPresent(ground -> addGround(data.putObject("ground"), ground));
    }
    Box box = sighting.box();
    data.set("box", box(box, 1, 1));
    data.set("boxPixels", box(box, sighting.pictureWidth(), sighting.pictureHeight()));
    data.putObject("picture")
        .put("width", sighting.pictureWidth())
        .put("height", sighting.pictureHeight());
  }

  /**
   * Whether a clip will follow: who waits for it has to know. Masks cannot be burnt into what is
   * not coded anew, so that there is none where they are.
   */
  private static void announceClip(ObjectNode data, Camera camera) {
    Clips clips = camera.evidence().clips();
    if (clips.source() != Clips.Source.NONE) {
      boolean masked = !camera.masks().isEmpty() && !clips.withoutMasks();
      data.put("clip", masked ? "masked" : "follows");
    }
  }

  private static void addClip(ObjectNode data, ClipTaken taken, List<StoredImage> stored) {
    data.put("track", taken.track());
    data.put("lane", taken.lane());
    data.set("mediaSeconds", micros(taken.mediaMicros()));
    taken.absence().ifPresent(why -> data.put("reason", why.label()));
    taken
        .clip()
        .ifPresent(
            clip -> {
              ObjectNode node =
                  data.putObject("clip")
                      .put("sha256", stored.get(0).sha256())
                      .put("sizeBytes", clip.mp4().length)
                      .put("codec", clip.codec().name().toLowerCase(Locale.ROOT))
                      .put("stream", clip.stream().label())
                      .put("pictures", clip.pictures());
              node.set("beginSeconds", seconds(clip.begin()));
              node.set("endSeconds", seconds(clip.end()));
            });
  }

  private static void addCongestion(ObjectNode data, CongestionNoticed congestion) {
    data.put("group", congestion.group());
    data.put("phase", congestion.phase().label());
    data.set("mediaSeconds", micros(congestion.mediaMicros()));
    ArrayNode lanes = data.putArray("lanes");
    congestion.lanes().forEach(lanes::add);
    data.put("standing", congestion.standing());
    data.set("durationSeconds", seconds(congestion.duration()));
    congestion.reason().ifPresent(reason -> data.put("reason", reason.label()));
  }

  private static void addMark(ObjectNode data, StayMark mark) {
    data.put("stay", mark.id());
    if (mark.presentAtStart()) {
      data.put("presentAtStart", true);
    }
  }

  private static void addCounted(ObjectNode data, Counted counted) {
    data.set("countedSeconds", seconds(counted.duration()));
    counted.terms().direction().ifPresent(arrow -> data.put("direction", arrow.only().label()));
    if (counted.terms().motion() != Motion.ANY) {
      data.put("motion", counted.terms().motion().label());
    }
    counted
        .terms()
        .minimumSpeed()
        .ifPresent(speed -> data.set("minimumSpeedMetresPerSecond", decimal(speed)));
    counted.terms().preset().ifPresent(preset -> data.put("preset", preset));
  }

  private static void addGround(ObjectNode node, OnGround ground) {
    node.set("xMetres", decimal(ground.x()));
    node.set("yMetres", decimal(ground.y()));
    node.set("errorMetres", decimal(ground.error()));
    ground
        .speed()
        .ifPresent(
            speed -> {
              node.set("speedMetresPerSecond", decimal(speed.measure().value()));
              node.set("speedErrorMetresPerSecond", decimal(speed.measure().error()));
              node.set("speedMediaSeconds", micros(speed.mediaMicros()));
            });
    ground
        .length()
        .ifPresent(
            length -> {
              node.set("lengthMetres", decimal(length.value()));
              node.set("lengthErrorMetres", decimal(length.error()));
            });
  }

  private static ObjectNode shot(FaceCaptured face) {
    ObjectNode shot = JSON.objectNode();
    shot.set("widthPixels", decimal(face.quality().widthPixels()));
    shot.set("sharpness", decimal(face.quality().sharpness()));
    shot.set("frontality", decimal(face.quality().frontality()));
    shot.set("exposure", decimal(face.quality().exposure()));
    ObjectNode parts = shot.putObject("parts");
    parts.set("size", decimal(face.score().size()));
    parts.set("sharpness", decimal(face.score().sharpness()));
    parts.set("pose", decimal(face.score().pose()));
    parts.set("exposure", decimal(face.score().exposure()));
    parts.set("inside", decimal(face.score().inside()));
    parts.set("detector", decimal(face.score().detector()));
    return shot;
  }

  private static ObjectNode box(Box box, int width, int height) {
    ObjectNode node = JSON.objectNode();
    node.set("x", decimal(box.x() * width));
    node.set("y", decimal(box.y() * height));
    node.set("width", decimal(box.width() * width));
    node.set("height", decimal(box.height() * height));
    return node;
  }

  private void addVersions(ObjectNode data, List<Versions.Model> looking) {
    if (!versions.agent().isEmpty()) {
      data.put("agentVersion", versions.agent());
    }
    if (!looking.isEmpty()) {
      ArrayNode models = data.putArray("models");
      looking.forEach(
          model -> models.addObject().put("name", model.name()).put("version", model.version()));
    }
  }

  private static JsonNode seconds(Duration duration) {
    return decimal(
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)));
  }

  private static JsonNode micros(long micros) {
    return decimal(BigDecimal.valueOf(micros, SCALE));
  }

  private static JsonNode decimal(double value) {
    return decimal(new BigDecimal(value));
  }

  /** Prints the same on every Java release, without exponent and without trailing zeros. */
  private static JsonNode decimal(BigDecimal value) {
    BigDecimal rounded = value.setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return JSON.numberNode(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }
}
