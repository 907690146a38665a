package io.outpost.agent.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Hashes;
import io.outpost.agent.event.Versions;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/** Outboxes and events of tests. */
public final class TestOutbox {
  public static final String SINK = "platform";
  static final long MIB = 1 << 20;
  static final EventFactory FACTORY = new EventFactory("test", Versions.UNKNOWN);

  private TestOutbox() {}

  /** Small, so that little data fills it; without reserve. */
  public static OutboxSettings settings(String... sinks) {
    return new OutboxSettings("test", Set.of(sinks), 16 * MIB, MIB, Duration.ofDays(3), 4 * MIB, 0);
  }

  public static Outbox open(Path dir, OutboxSettings settings) throws IOException {
    return open(dir, settings, new SimulatedTime(Observations.CAPTURED), CommitHook.NONE);
  }

  static Outbox open(Path dir, OutboxSettings settings, SimulatedTime time, CommitHook hook)
      throws IOException {
    Outbox outbox = Outbox.prepare(dir, settings, time, hook);
    Thread thread = new Thread(outbox.writer(), "outbox-writer");
    thread.setDaemon(true);
    thread.start();
    return outbox;
  }

  public static EventDraft draft(String camera, Phase phase, int imageBytes) {
    // The image says which it is by its bytes, so that a mix-up shows.
    byte[] jpeg = new byte[imageBytes];
    new Random(camera.hashCode() + imageBytes).nextBytes(jpeg);
    Image[] images =
        imageBytes == 0 ? new Image[0] : new Image[] {Observations.image(Image.Kind.SCENE, jpeg)};
    return FACTORY.draft(Observations.camera(camera), Observations.lane(phase, images));
  }

  /** Stored, or the exception that says why not. */
  public static Event append(Outbox outbox, EventDraft draft) throws Exception {
    return outbox.append(draft).get(30, TimeUnit.SECONDS);
  }

  public static Event append(Outbox outbox, String camera) throws Exception {
    return append(outbox, draft(camera, Phase.BEGAN, 100));
  }

  /**
   * What is on the disk of stills of what is open, by name; beside an agent that may be running.
   */
  public static Map<String, byte[]> openStills(Path dir) throws IOException, SQLException {
    Map<String, byte[]> stills = new HashMap<>();
    for (int number : OutboxFiles.segments(dir)) {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      try (Connection segment =
              config.createConnection("jdbc:sqlite:" + OutboxFiles.segment(dir, number));
          Statement statement = segment.createStatement();
          ResultSet rows = statement.executeQuery("SELECT name, jpeg FROM open_still")) {
        while (rows.next()) {
          stills.put(rows.getString(1), rows.getBytes(2));
        }
      }
    }
    return stills;
  }

  /** Copies the files as they are now: what is left where the agent is killed. */
  public static Path copy(Path dir, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  static List<String> ids(List<QueuedEvent> events) {
    return events.stream().map(queued -> queued.event().id()).toList();
  }

  static List<Long> sequences(List<QueuedEvent> events) {
    return events.stream().map(queued -> queued.event().sequence()).toList();
  }

  /** All of an event, short enough to compare. */
  static String all(Event event) {
    String images =
        event.images().stream()
            .map(image -> image.kind() + image.sha256() + Hashes.sha256Hex(image.jpeg()))
            .collect(Collectors.joining(","));
    return String.join(
        " ",
        event.id(),
        event.type().label(),
        event.camera(),
        Long.toString(event.sequence()),
        event.time().toString(),
        event.priority().toString(),
        new String(event.json(), UTF_8),
        images);
  }

  static String text(QueuedEvent queued) {
    return new String(queued.event().json(), UTF_8);
  }
}
