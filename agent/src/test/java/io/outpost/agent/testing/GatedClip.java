package io.outpost.agent.testing;

import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Orders;
import io.outpost.agent.gate.WakeReason;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.VisionStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Takes access units through the gate and a real worker as the agent's line does, but one after the
 * other: each answer is there before the next access unit comes.
 */
public final class GatedClip {
  /** Who gets what the rules would get. */
  public interface Rules {
    /**
     * @param rested whether nothing has moved since the last picture
     * @return whether a body is followed
     */
    boolean look(AnalysedPicture picture, boolean rested) throws IOException;
  }

  /** Something woke the gate. */
  public record Wake(WakeReason reason, long mediaMicros) {}

  private final ActivityGate gate;
  private final VisionStream stream;
  private final Rules rules;
  private final Deque<Look> waiting = new ArrayDeque<>();
  private final List<Wake> wakes = new ArrayList<>();
  private final List<Glance> glances = new ArrayList<>();
  private final List<Long> analysedMicros = new ArrayList<>();
  private int decoded;
  private int units;

  public GatedClip(ActivityGate gate, VisionStream stream, Rules rules) {
    this.gate = gate;
    this.stream = stream;
    this.rules = rules;
  }

  /** Takes the next access unit. */
  public void next(AccessUnit unit) throws IOException, InterruptedException {
    units++;
    obey(gate.next(unit), unit.mediaMicros());
    boolean due = waiting.stream().anyMatch(Look::wanted);
    while (due) {
      List<Look> batch = new ArrayList<>();
      while (!waiting.isEmpty() && (batch.isEmpty() || !batch.get(batch.size() - 1).wanted())) {
        batch.add(waiting.removeFirst());
      }
      take(get(batch), unit.mediaMicros());
      due = waiting.stream().anyMatch(Look::wanted);
    }
  }

  private void obey(Orders orders, long nowMicros) {
    if (orders.replacing()) {
      waiting.clear();
      wakes.add(new Wake(gate.reason(), nowMicros));
    }
    waiting.addAll(orders.looks());
  }

  private void take(Analysis done, long nowMicros) throws IOException {
    decoded += done.decoded();
    glances.addAll(done.glances());
    boolean rested = !gate.awake();
    Orders orders = gate.heed(done.glances());
    obey(orders, nowMicros);
    if (orders.replacing()) {
      return;
    }
    for (AnalysedPicture picture : done.pictures()) {
      gate.analysed(picture.mediaMicros());
      analysedMicros.add(picture.mediaMicros());
      gate.occupied(rules.look(picture, rested));
    }
  }

  private Analysis get(List<Look> batch) throws IOException, InterruptedException {
    try {
      return stream.analyse(batch).get();
    } catch (ExecutionException failed) {
      throw new IOException("a batch failed: " + failed.getCause(), failed);
    }
  }

  /** Times that the gate woke, beginning with the first after the start. */
  public List<Wake> wakes() {
    return List.copyOf(wakes);
  }

  public List<Glance> glances() {
    return List.copyOf(glances);
  }

  /** Media times of the pictures that the rules have had. */
  public List<Long> analysedMicros() {
    return List.copyOf(analysedMicros);
  }

  /** Pictures that the worker decoded; those that were decoded twice count twice. */
  public int decoded() {
    return decoded;
  }

  /** Access units that were taken. */
  public int units() {
    return units;
  }
}
