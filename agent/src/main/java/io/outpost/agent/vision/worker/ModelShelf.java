package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The installed models that agents have handed over, for as long as one of those agents is there.
 * Any thread.
 */
final class ModelShelf {
  /** Of all connections together. */
  private static final int MAX_MODELS = 16;

  /**
   * A model as it came.
   *
   * @param content its file, empty once it was loaded; not to be changed
   */
  record Held(DetectorModel model, byte[] content) {}

  private final Map<String, Held> models = new HashMap<>();
  private final Map<String, Set<Object>> holders = new HashMap<>();

  /**
   * @param holder who hands it over
   * @throws VisionException when there are too many
   */
  synchronized void put(Object holder, String id, Held model) throws VisionException {
    if (!models.containsKey(id) && models.size() >= MAX_MODELS) {
      throw new VisionException("more than " + MAX_MODELS + " models are loaded");
    }
    models.put(id, model); // With its content, which an earlier one has lost once it was loaded.
    holders.computeIfAbsent(id, any -> new HashSet<>()).add(holder);
  }

  /** Every thread has a copy of its own now, or none can: its file is not needed any more. */
  synchronized void loaded(String id) {
    models.computeIfPresent(id, (any, held) -> new Held(held.model(), new byte[0]));
  }

  synchronized Optional<Held> find(String id) {
    return Optional.ofNullable(models.get(id));
  }

  /** Takes one away, unless somebody else holds it. */
  synchronized void release(Object holder, String id) {
    Set<Object> those = holders.get(id);
    if (those != null) {
      those.remove(holder);
    }
    takeUnheld();
  }

  /** Takes away what only this one held. */
  synchronized void release(Object holder) {
    holders.values().forEach(those -> those.remove(holder));
    takeUnheld();
  }

  private void takeUnheld() {
    holders.values().removeIf(Set::isEmpty);
    models.keySet().retainAll(holders.keySet());
  }
}
