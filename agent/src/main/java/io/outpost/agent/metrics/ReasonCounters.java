package io.outpost.agent.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * One counter for each of a fixed list of reasons, all there from the start: a rate can be taken of
 * what has not happened yet.
 *
 * @param <R> the reasons
 */
public final class ReasonCounters<R extends Enum<R>> implements AutoCloseable {
  private final MeterRegistry registry;
  private final Map<R, Counter> counters;

  /**
   * Registers them.
   *
   * @param builder with name, description and all labels but the reason
   */
  public ReasonCounters(MeterRegistry registry, Class<R> reasons, Counter.Builder builder) {
    this.registry = registry;
    this.counters = new EnumMap<>(reasons);
    for (R reason : reasons.getEnumConstants()) {
      counters.put(reason, builder.tag("reason", label(reason)).register(registry));
    }
  }

  /** A reason as it stands in metrics: in small letters, with hyphens. */
  public static String label(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public void increment(R reason) {
    increment(reason, 1);
  }

  public void increment(R reason, double by) {
    Counter counter = counters.get(reason);
    if (counter != null) {
      counter.increment(by);
    }
  }

  /** Takes them out of the registry. */
  @Override
  public void close() {
    counters.values().forEach(registry::remove);
  }
}
