package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.SINK;

import io.outpost.agent.analysis.Phase;
import java.nio.file.Path;
import java.util.List;

/** Stores and delivers events until it is killed; prints each when it is on the disk for good. */
final class CrashingAgent {
  private CrashingAgent() {}

  /**
   * @param args the outbox's folder
   */
  public static void main(String[] args) throws Exception {
    Outbox outbox = TestOutbox.open(Path.of(args[0]), TestOutbox.settings(SINK));
    for (int i = 0; ; i++) {
      String camera = i % 2 == 0 ? "a" : "b";
      outbox
          .append(TestOutbox.draft(camera, Phase.BEGAN, 5_000))
          .thenAccept(event -> print("stored", event.id()))
          .get();
      if (i % 10 == 0) {
        List<QueuedEvent> batch = outbox.peek(SINK, 5);
        batch.forEach(queued -> print("delivered", queued.event().id()));
        outbox.acknowledge(SINK, batch.get(batch.size() - 1).position());
      }
    }
  }

  private static void print(String what, String id) {
    System.out.println(what + " " + id);
  }
}
