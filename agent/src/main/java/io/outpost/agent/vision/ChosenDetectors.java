package io.outpost.agent.vision;

import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import io.outpost.agent.vision.model.Sha256;
import io.outpost.agent.vision.wire.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed detectors that were chosen, and what became of them. Every worker is handed them
 * before anything else, alone, in each of its lives, so that only the model is to blame should it
 * die over one. A model that cannot be used, or that killed a worker twice, is not handed over any
 * more: the built-in detector takes its place, in all workers, until the agent is started again.
 *
 * <p>Any thread.
 */
public final class ChosenDetectors {
  private static final Logger LOG = LoggerFactory.getLogger(ChosenDetectors.class);

  private static final int STRIKES = 2;

  private final VisionMetrics metrics;
  private final Map<ModelKind, Entry> chosen = new EnumMap<>(ModelKind.class);

  /** Why a model is not used. */
  enum RefusalReason {
    /** Its file is gone, or was changed. */
    UNREADABLE,
    /** What runs it refuses it, or it does not fit its manifest. */
    UNUSABLE,
    /** Workers died over it. */
    KILLED_WORKER;

    /** As it stands in metrics and logs. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What is known of one. */
  private static final class Entry {
    final InstalledModel model;

    /** In the workers: another manifest makes another detector of the same model. */
    final String id;

    int strikes;
    @Nullable String refusal;

    Entry(InstalledModel model) {
      this.model = model;
      this.id = Sha256.of(model.manifest().getBytes(StandardCharsets.UTF_8));
    }
  }

  ChosenDetectors(DetectorChoice choice, VisionMetrics metrics) {
    this.metrics = metrics;
    choice.models().forEach(model -> chosen.put(model.model().kind(), new Entry(model)));
  }

  /** What events call the detector that is in use for this now. */
  public synchronized ModelName name(ModelKind kind) {
    Entry entry = usable(kind);
    return entry == null ? ModelName.builtIn(kind) : ModelName.of(entry.model.model());
  }

  /** Why the chosen detector is not in use; empty when it is, or when none was chosen. */
  public synchronized Optional<String> refusal(ModelKind kind) {
    Entry entry = chosen.get(kind);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.refusal);
  }

  /** What a worker is told at the beginning of a life. */
  synchronized List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Map.Entry<ModelKind, Entry> one : chosen.entrySet()) {
      Entry entry = one.getValue();
      if (entry.refusal == null) {
        calls.add(new ModelCall(entry.model, entry.id, new Fate(this, one.getKey())));
      }
    }
    return calls;
  }

  /** With the detectors that the stream is to be looked at with. */
  Stream named(Stream stream) {
    return stream.toBuilder()
        .setFaceModel(id(ModelKind.FACE))
        .setBodyModel(id(ModelKind.BODY))
        .build();
  }

  /** In the workers; empty for the built-in one. */
  synchronized String id(ModelKind kind) {
    Entry entry = usable(kind);
    return entry == null ? "" : entry.id;
  }

  /** What comes of handing a model over. */
  record Fate(ChosenDetectors detectors, ModelKind kind) {
    void loaded() {
      detectors.loaded(kind);
    }

    /** A worker died, or hung, with nothing but this model in its hands. */
    void killed() {
      detectors.killed(kind);
    }

    void refused(RefusalReason reason, String words) {
      detectors.refused(kind, reason, words);
    }
  }

  private synchronized void loaded(ModelKind kind) {
    Entry entry = usable(kind);
    if (entry != null) {
      entry.strikes = 0;
      LOG.info(
          "detector loaded kind={} model={} version={}",
          kind.label(),
          entry.model.model().name(),
          entry.model.model().version());
    }
  }

  private synchronized void killed(ModelKind kind) {
    Entry entry = usable(kind);
    if (entry != null) {
      entry.strikes++;
      if (entry.strikes >= STRIKES) {
        refused(kind, RefusalReason.KILLED_WORKER, "vision workers die when they load it");
      }
    }
  }

  private synchronized void refused(ModelKind kind, RefusalReason reason, String words) {
    Entry entry = usable(kind);
    if (entry != null) {
      entry.refusal = words;
      metrics.detectorRefused(reason);
      LOG.error(
          "detector not used kind={} model={} reason={} message=\"{}\"; the built-in one takes its"
              + " place: mend the model or its manifest, or take it out of agent.yaml, and start the"
              + " agent again",
          kind.label(),
          entry.model.model().name(),
          reason.label(),
          words);
    }
  }

  private @Nullable Entry usable(ModelKind kind) {
    Entry entry = chosen.get(kind);
    return entry == null || entry.refusal != null ? null : entry;
  }
}
