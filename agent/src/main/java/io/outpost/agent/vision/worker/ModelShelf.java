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
  /** Of all connections together; an agent has two. */
  private static final int MAX_MODELS = 16;

  /**
   * A model as it came.
   *
   * @param content its file; not to be changed
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
    models.putIfAbsent(id, model);
    holders.computeIfAbsent(id, any -> new HashSet<>()).add(holder);
  }

  synchronized Optional<Held> find(String id) {
    return Optional.ofNullable(models.get(id));
  }

  /** Takes away what only this one held. */
  synchronized void release(Object holder) {
    holders.values().forEach(those -> those.remove(holder));
    holders.values().removeIf(Set::isEmpty);
    models.keySet().retainAll(holders.keySet());
  }
}
