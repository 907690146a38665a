package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.SINK;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.OpenRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores and delivers events until it is killed; prints each when it is on the disk for good. */
final class CrashingAgent {
  private CrashingAgent() {}

  /**
   * @param args the outbox's folder
   */
  public static void main(String[] args) throws Exception {
    Outbox outbox = TestOutbox.open(Path.of(args[0]), TestOutbox.settings(SINK));
    // Goes on counting where it was killed: what a camera has open is how many events it has.
    Map<String, Integer> events = new HashMap<>();
    for (String camera : List.of("a", "b")) {
      String open = outbox.remembered(camera);
      events.put(camera, open.isEmpty() ? 0 : Integer.parseInt(open));
    }
    for (int i = 0; ; i++) {
      String camera = i % 2 == 0 ? "a" : "b";
      List<EventDraft> both =
          List.of(
              TestOutbox.draft(camera, Phase.BEGAN, 5_000),
              TestOutbox.draft(camera, Phase.ENDED, 0));
      int number = events.merge(camera, both.size(), Integer::sum);
      outbox
          .append(both, open(number))
          .thenAccept(stored -> stored.forEach(event -> print("stored", event.id())))
          .get();
      if (i % 10 == 0) {
        List<QueuedEvent> batch = outbox.peek(SINK, 5);
        batch.forEach(queued -> print("delivered", queued.event().id()));
        outbox.acknowledge(SINK, batch.get(batch.size() - 1).position());
      }
    }
  }

  /** With a still that stays the same for a few events. */
  private static OpenRecord open(int number) {
    return new OpenRecord(
        Integer.toString(number),
        Map.of(stillOf(number), stillOf(number).repeat(2_000).getBytes(UTF_8)));
  }

  static String stillOf(int number) {
    return "still-" + number / 20;
  }

  private static void print(String what, String id) {
    System.out.println(what + " " + id);
  }
}
