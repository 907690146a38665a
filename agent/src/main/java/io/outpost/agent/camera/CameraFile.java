package io.outpost.agent.camera;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.camera.Camera.Kind;
import io.outpost.agent.camera.Camera.Location;
import io.outpost.agent.camera.Ground.Metres;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.ConfigSchema;
import io.outpost.agent.config.Units;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a camera's file. */
public final class CameraFile {
  /** The keys that say what is to be looked for in a camera's pictures, and where. */
  public static final List<String> ANALYSED =
      List.of("masks", "ignore", "faces", "lanes", "timeZone", "ground");

  /** Building the schema takes a third of a second on a small box: once, and only when needed. */
  private static final class Loaded {
    static final ConfigSchema SCHEMA = ConfigSchema.load("camera");
  }

  private CameraFile() {}

  /**
   * Reads and checks a camera's file.
   *
   * @param shownAs the file's name in messages
   * @throws ConfigException with every problem of the file
   */
  public static Camera read(Path file, String shownAs) throws ConfigException, IOException {
    return camera(ConfigFile.read(file, shownAs, Content.OPEN));
  }

  /** The same for a text. */
  static Camera parse(String text, String shownAs) throws ConfigException {
    return camera(ConfigFile.parse(text, shownAs, Content.OPEN));
  }

  /**
   * A camera that nobody registered, of what another file says is to be looked for: {@link
   * #ANALYSED} keys stand in it as they do in a camera's file, and a schema has checked them.
   *
   * @throws ConfigException with every problem of these keys
   */
  public static Camera analysing(ConfigFile file, String id, URI stream) throws ConfigException {
    List<String> problems = new ArrayList<>();
    // Nobody is shown how it came: that would be groups of pictures decoded for nothing. Who looks
    // for what was missed has to see the faces.
    CameraDraft draft =
        new CameraDraft(id, new Streams(stream, Optional.empty()))
            .evidence(new Evidence(Evidence.Moments.THRESHOLD, false, false, Clips.NONE));
    analysed(draft, file, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Camera camera = draft.build();
    return CameraDraft.of(camera).faces(camera.faces().withoutScene()).build();
  }

  private static void analysed(CameraDraft draft, ConfigFile file, List<String> problems) {
    JsonNode tree = file.tree();
    draft
        .masks(polygons(tree.path("masks")))
        .ignored(polygons(tree.path("ignore")))
        .faces(faces(tree.path("faces")))
        .lanes(new LaneReader(file, problems).lanes())
        .timeZone(timeZone(file, problems))
        .ground(ground(file, problems));
  }

  private static Camera camera(ConfigFile file) throws ConfigException {
    Loaded.SCHEMA.check(file);
    JsonNode tree = file.tree();
    List<String> problems = new ArrayList<>();
    Streams streams = streams(file, problems);
    Optional<Device> device = device(file, problems);
    String id = tree.path("id").asText();
    CameraDraft draft = new CameraDraft(id, streams);
    analysed(draft, file, problems);
    Watchfulness watchfulness = watchfulness(file, problems);
    Evidence evidence = evidence(file, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return draft
        .name(tree.path("name").asText(id))
        .enabled(tree.path("enabled").asBoolean(true))
        .kind(kind(tree.path("kind").asText(Kind.STREET.label())))
        .location(
            tree.has("location") ? Optional.of(location(tree.path("location"))) : Optional.empty())
        .device(device)
        .credentials(Optional.ofNullable(tree.path("credentials").textValue()))
        .watchfulness(watchfulness)
        .evidence(evidence)
        .detectors(detectors(tree.path("detectors")))
        .build();
  }

  private static Streams streams(ConfigFile file, List<String> problems) {
    Optional<URI> main = uri(file, "main", problems);
    Optional<URI> sub = uri(file, "sub", problems);
    JsonNode tree = file.tree().path("streams");
    Streams streams =
        new Streams(
            main.orElse(URI.create("rtsp://refused/")),
            sub,
            transport(tree.path("transport").asText(TransportChoice.AUTO.label())),
            Optional.ofNullable(tree.path("certificate").textValue()).map(CertificatePin::parse));
    if (main.isPresent() && streams.certificate().isPresent() && !streams.anyOverTls()) {
      problems.add(
          file.problem(
              "streams.certificate",
              "none of the streams comes over TLS; use rtsps:// addresses, or take it out"));
    }
    return streams;
  }

  private static TransportChoice transport(String label) {
    return TransportChoice.of(label)
        .orElseThrow(() -> new IllegalStateException("the schema let through transport " + label));
  }

  private static Optional<URI> uri(ConfigFile file, String key, List<String> problems) {
    JsonNode value = file.tree().path("streams").path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    String path = "streams." + key;
    try {
      StreamUrl url = StreamUrl.parse(value.asText());
      if (url.credentials().isEmpty()) {
        return Optional.of(url.uri());
      }
      problems.add(
          file.problem(
              path,
              "carries a user name or password; take it out and name it with 'credentials:'"
                  + " (outpost camera add does so by itself)"));
    } catch (IllegalArgumentException refused) {
      problems.add(file.problem(path, String.valueOf(refused.getMessage())));
    }
    return Optional.empty();
  }

  private static Optional<Device> device(ConfigFile file, List<String> problems) {
    JsonNode onvif = file.tree().path("onvif");
    if (onvif.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Device(
              URI.create(onvif.path("service").asText()),
              Optional.ofNullable(onvif.path("endpoint").textValue()),
              onvif.has("events") ? signals(onvif.path("events")) : Device.DEFAULT_EVENTS));
    } catch (IllegalArgumentException refused) {
      // What it says may quote the address, which may hold a password.
      problems.add(
          file.problem(
              "onvif.service",
              "expected a URL without user information, such as"
                  + " http://192.0.2.10/onvif/device_service"));
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> timeZone(ConfigFile file, List<String> problems) {
    JsonNode zone = file.tree().path("timeZone");
    if (zone.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(zone.asText()));
    } catch (DateTimeException unknown) {
      problems.add(
          file.problem(
              "timeZone",
              "expected a time zone such as Asia/Shanghai, found '" + zone.asText() + "'"));
      return Optional.empty();
    }
  }

  private static Optional<Ground> ground(ConfigFile file, List<String> problems) {
    JsonNode ground = file.tree().path("ground");
    if (ground.isMissingNode()) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    ground.path("points").forEach(at -> points.add(point(at)));
    List<Metres> metres = new ArrayList<>();
    ground
        .path("metres")
        .forEach(at -> metres.add(new Metres(at.get(0).asDouble(), at.get(1).asDouble())));
    try {
      return Optional.of(new Ground(points, metres));
    } catch (IllegalArgumentException refused) {
      problems.add(file.problem("ground", String.valueOf(refused.getMessage())));
      return Optional.empty();
    }
  }

  private static Set<Signal> signals(JsonNode labels) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    labels.forEach(label -> Signal.of(label.asText()).ifPresent(signals::add));
    return signals;
  }

  private static Watchfulness watchfulness(ConfigFile file, List<String> problems) {
    JsonNode analysis = file.tree().path("analysis");
    Watchfulness defaults = Watchfulness.DEFAULT;
    String priority = analysis.path("priority").asText(defaults.priority().label());
    String mode = analysis.path("mode").asText(defaults.mode().label());
    return new Watchfulness(
        AnalysisMode.of(mode)
            .orElseThrow(() -> new IllegalStateException("the schema let through mode " + mode)),
        analysis.has("quiet") ? Units.duration(analysis.path("quiet").asText()) : defaults.quiet(),
        new LaneReader(file, problems).hours(analysis.path("always"), "analysis.always"),
        Priority.of(priority)
            .orElseThrow(
                () -> new IllegalStateException("the schema let through priority " + priority)),
        analysis.has("tamper") ? Optional.of(tamper(analysis.path("tamper"))) : Optional.empty());
  }

  private static Set<Tamper> tamper(JsonNode labels) {
    Set<Tamper> told = EnumSet.noneOf(Tamper.class);
    labels.forEach(label -> Tamper.of(label.asText()).ifPresent(told::add));
    return told;
  }

  private static Kind kind(String label) {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalStateException("the schema let through kind " + label);
  }

  private static Location location(JsonNode location) {
    JsonNode bearing = location.path("bearing");
    return new Location(
        location.path("latitude").asDouble(),
        location.path("longitude").asDouble(),
        bearing.isMissingNode() ? Optional.empty() : Optional.of(bearing.asDouble()));
  }

  /** The names that stand under {@code detectors}, of a camera as of the agent. */
  public static DetectorNames detectors(JsonNode detectors) {
    return new DetectorNames(
        Optional.ofNullable(detectors.path("faces").textValue()),
        Optional.ofNullable(detectors.path("bodies").textValue()));
  }

  private static Faces faces(JsonNode faces) {
    return faces.isMissingNode()
        ? Faces.DISABLED
        : new Faces(
            faces.path("enabled").asBoolean(),
            faces.path("minWidth").asInt(Faces.DISABLED.minWidth()),
            faces.path("scene").asBoolean(Faces.DISABLED.scene()));
  }

  private static Evidence evidence(ConfigFile file, List<String> problems) {
    JsonNode evidence = file.tree().path("evidence");
    Evidence defaults = Evidence.DEFAULT;
    String stills = evidence.path("stills").asText(defaults.stills().label());
    return new Evidence(
        Evidence.Moments.of(stills)
            .orElseThrow(
                () -> new IllegalStateException("the schema let through stills " + stills)),
        evidence.path("marked").asBoolean(defaults.marked()),
        evidence.path("blurFaces").asBoolean(defaults.blurFaces()),
        clips(file, problems));
  }

  private static Clips clips(ConfigFile file, List<String> problems) {
    JsonNode evidence = file.tree().path("evidence");
    Clips defaults = Clips.NONE;
    String source = evidence.path("clip").asText(defaults.source().label());
    try {
      return new Clips(
          Clips.Source.of(source)
              .orElseThrow(
                  () -> new IllegalStateException("the schema let through clip " + source)),
          evidence.has("clipSize")
              ? Units.sizeBytes(evidence.path("clipSize").asText())
              : defaults.maxBytes(),
          evidence.path("clipWithoutMasks").asBoolean(defaults.withoutMasks()));
    } catch (IllegalArgumentException refused) {
      problems.add(file.problem("evidence.clipSize", String.valueOf(refused.getMessage())));
      return defaults;
    }
  }

  private static List<Polygon> polygons(JsonNode list) {
    List<Polygon> polygons = new ArrayList<>();
    list.forEach(polygon -> polygons.add(polygon(polygon)));
    return polygons;
  }

  /** A list of corners that a schema has checked. */
  public static Polygon polygon(JsonNode corners) {
    List<Point> points = new ArrayList<>();
    corners.forEach(corner -> points.add(point(corner)));
    return new Polygon(points);
  }

  static Point point(JsonNode corner) {
    return new Point(corner.get(0).asDouble(), corner.get(1).asDouble());
  }
}
