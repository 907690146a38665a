package io.outpost.agent.vision;

import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import io.outpost.agent.vision.model.Sha256;
import io.outpost.agent.vision.wire.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed detectors that were chosen, for all cameras or for one, and what became of them.
 * Every worker is handed each of them once, whoever uses it, alone, so that only the model is to
 * blame should it die over one: those that are in use before anything else in each of its lives,
 * others when a camera is the first to want them. With the last camera that wants one it goes. A
 * model that cannot be used, or that killed a worker twice, is not handed over any more: the
 * built-in detector takes its place, in all workers, for as long as anybody wants it.
 *
 * <p>Any thread.
 */
public final class ChosenDetectors {
  private static final Logger LOG = LoggerFactory.getLogger(ChosenDetectors.class);

  private static final int STRIKES = 2;

  private final VisionMetrics metrics;
  private final DetectorChoice usual;
  private final Map<String, Entry> held = new LinkedHashMap<>();
  private final Map<String, DetectorChoice> cameras = new HashMap<>();

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

  /** What is known of one that somebody wants. */
  private static final class Entry {
    final InstalledModel model;
    int users;
    int strikes;
    @Nullable String refusal;

    Entry(InstalledModel model) {
      this.model = model;
    }
  }

  /**
   * @param usual for cameras without a choice of their own; held for as long as this is
   */
  ChosenDetectors(DetectorChoice usual, VisionMetrics metrics) {
    this.metrics = metrics;
    this.usual = usual;
    usual.models().forEach(this::hold);
  }

  /**
   * What workers have to be told of after somebody has changed his mind.
   *
   * @param wanted by nobody before
   * @param unwanted ids, in the workers
   */
  record Change(List<InstalledModel> wanted, List<String> unwanted) {}

  /** A camera is looked at with these from now on. */
  synchronized Change use(String camera, DetectorChoice choice) {
    List<InstalledModel> wanted = choice.models().filter(this::hold).toList();
    DetectorChoice before = cameras.put(camera, choice);
    return new Change(wanted, before == null ? List.of() : release(before));
  }

  /** A camera is looked at no more. */
  synchronized Change forget(String camera) {
    DetectorChoice before = cameras.remove(camera);
    return new Change(List.of(), before == null ? List.of() : release(before));
  }

  /** What events of a camera call the detector that is in use for this now. */
  public synchronized ModelName name(String camera, ModelKind kind) {
    Optional<InstalledModel> model = usable(choice(camera), kind);
    return model.map(one -> ModelName.of(one.model())).orElseGet(() -> ModelName.builtIn(kind));
  }

  /** Why the chosen detector of a camera is not in use; empty when it is, or when none was. */
  public synchronized Optional<String> refusal(String camera, ModelKind kind) {
    return choice(camera)
        .of(kind)
        .flatMap(model -> Optional.ofNullable(entry(model)))
        .flatMap(entry -> Optional.ofNullable(entry.refusal));
  }

  /** The same of the usual one. */
  Optional<String> refusal(ModelKind kind) {
    return refusal("", kind);
  }

  /** What a worker is told at the beginning of a life. */
  synchronized List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Entry entry : held.values()) {
      if (entry.refusal == null) {
        calls.add(call(entry.model));
      }
    }
    return calls;
  }

  /** Hands one over. */
  Call call(InstalledModel model) {
    return new ModelCall(model, id(model), new Fate(this, model));
  }

  /** With the detectors that this camera's stream is to be looked at with. */
  Stream named(Stream stream, String camera) {
    return stream.toBuilder()
        .setFaceModel(id(camera, ModelKind.FACE))
        .setBodyModel(id(camera, ModelKind.BODY))
        .build();
  }

  /** In the workers; empty for the built-in one. */
  synchronized String id(String camera, ModelKind kind) {
    return usable(choice(camera), kind).map(ChosenDetectors::id).orElse("");
  }

  /** The same of the usual one. */
  String id(ModelKind kind) {
    return id("", kind);
  }

  /** Whether a model of this id is to be in the workers. */
  synchronized boolean holds(String id) {
    Entry entry = held.get(id);
    return entry != null && entry.refusal == null;
  }

  /** What comes of handing a model over. */
  record Fate(ChosenDetectors detectors, InstalledModel model) {
    /** Whether it is still to be handed over. */
    boolean wanted() {
      return detectors.holds(id(model));
    }

    void loaded() {
      detectors.loaded(model);
    }

    /** A worker died, or hung, with nothing but this model in its hands. */
    void killed() {
      detectors.killed(model);
    }

    void refused(RefusalReason reason, String words) {
      detectors.refused(model, reason, words);
    }
  }

  private synchronized void loaded(InstalledModel model) {
    Entry entry = entry(model);
    if (entry != null) {
      entry.strikes = 0;
      LOG.info(
          "detector loaded kind={} model={} version={}",
          model.model().kind().label(),
          model.model().name(),
          model.model().version());
    }
  }

  private synchronized void killed(InstalledModel model) {
    Entry entry = entry(model);
    if (entry != null) {
      entry.strikes++;
      if (entry.strikes >= STRIKES) {
        refused(model, RefusalReason.KILLED_WORKER, "vision workers die when they load it");
      }
    }
  }

  private synchronized void refused(InstalledModel model, RefusalReason reason, String words) {
    Entry entry = entry(model);
    if (entry != null && entry.refusal == null) {
      entry.refusal = words;
      metrics.detectorRefused(reason);
      LOG.error(
          "detector not used kind={} model={} reason={} message=\"{}\"; the built-in one takes its"
              + " place: mend the model or its manifest, or name another in agent.yaml or the"
              + " cameras' files, and start the agent again",
          model.model().kind().label(),
          model.model().name(),
          reason.label(),
          words);
    }
  }

  /** Whether nobody else wants it. */
  private boolean hold(InstalledModel model) {
    Entry entry = held.computeIfAbsent(id(model), any -> new Entry(model));
    entry.users++;
    return entry.users == 1;
  }

  /** Those that nobody else wants. */
  private List<String> release(DetectorChoice choice) {
    List<String> unwanted = new ArrayList<>();
    for (InstalledModel model : choice.models().toList()) {
      Entry entry = entry(model);
      if (entry != null && --entry.users == 0) {
        held.remove(id(model));
        unwanted.add(id(model));
      }
    }
    return unwanted;
  }

  private DetectorChoice choice(String camera) {
    return cameras.getOrDefault(camera, usual);
  }

  private Optional<InstalledModel> usable(DetectorChoice choice, ModelKind kind) {
    return choice.of(kind).filter(model -> holds(id(model)));
  }

  private @Nullable Entry entry(InstalledModel model) {
    return held.get(id(model));
  }

  /** In the workers: another manifest makes another detector of the same model. */
  private static String id(InstalledModel model) {
    return Sha256.of(model.manifest().getBytes(StandardCharsets.UTF_8));
  }
}
