package io.outpost.agent.restream;

import io.outpost.protocols.rtsp.CatalogueEntry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is served where. Thread-safe. */
final class ServedStreams {
  private static final Logger LOG = LoggerFactory.getLogger(ServedStreams.class);

  private sealed interface Entry {}

  private record Served(LiveStream stream, Optional<OnDemand> demand) implements Entry {}

  private record Withheld(String reason) implements Entry {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Viewers viewers;

  ServedStreams(Viewers viewers) {
    this.viewers = viewers;
  }

  void put(LiveStream stream, Optional<OnDemand> demand) {
    replace(stream.path(), new Served(stream, demand));
  }

  void withhold(String path, String reason) {
    replace(path, new Withheld(reason));
  }

  private void replace(String path, Entry entry) {
    end(Optional.ofNullable(entries.put(path, entry)));
  }

  void remove(String path) {
    end(Optional.ofNullable(entries.remove(path)));
  }

  void removeAll() {
    entries.keySet().forEach(this::remove);
  }

  private static void end(Optional<Entry> entry) {
    if (entry.isPresent() && entry.get() instanceof Served served) {
      served.demand().ifPresent(OnDemand::close);
      served.stream().close();
    }
  }

  /** The stream of a path, which from now on is wanted. */
  Optional<LiveStream> want(String path) {
    if (entries.get(path) instanceof Served served) {
      served.demand().ifPresent(OnDemand::want);
      return Optional.of(served.stream());
    }
    return Optional.empty();
  }

  CatalogueEntry find(String path) {
    Entry entry = entries.get(path);
    if (entry instanceof Withheld withheld) {
      viewers.refused(Refusal.MASKED);
      LOG.info("viewer refused path={} message=\"{}\"", path, withheld.reason());
      return new CatalogueEntry.Refused(403, "Forbidden: " + withheld.reason());
    }
    if (!(entry instanceof Served served)) {
      viewers.refused(Refusal.UNKNOWN_PATH);
      return new CatalogueEntry.Refused(404, "Not Found: no camera or stream of that name");
    }
    LiveStream stream = served.stream();
    if (viewers.full(stream.camera())) {
      viewers.refused(Refusal.FULL);
      LOG.warn("viewer refused path={} message=\"as many view as may\"", path);
      return new CatalogueEntry.Refused(453, "Not Enough Bandwidth: as many view as may");
    }
    served.demand().ifPresent(OnDemand::want);
    Optional<String> description = stream.description();
    if (description.isPresent()) {
      return new CatalogueEntry.Described(description.get());
    }
    return new CatalogueEntry.Pending(
        503, "Service Unavailable: camera " + stream.camera() + " shows no picture now");
  }
}
