package io.outpost.agent.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * What cameras want of a box.
 *
 * @param cores by what they are spent on; never {@link Resource#MEMORY}
 */
public record Demand(Map<Resource, Double> cores, long memoryBytes) {
  public static final Demand NONE = new Demand(Map.of(), 0);

  public Demand {
    cores = Map.copyOf(cores);
  }

  /** Of both together. */
  public Demand plus(Demand other) {
    Map<Resource, Double> sum = new TreeMap<>(cores);
    other.cores.forEach((resource, more) -> sum.merge(resource, more, Double::sum));
    return new Demand(sum, memoryBytes + other.memoryBytes);
  }

  /** Of so many alike. */
  public Demand times(int count) {
    Map<Resource, Double> product = new TreeMap<>(cores);
    product.replaceAll((resource, one) -> one * count);
    return new Demand(product, memoryBytes * count);
  }

  /** All of them. */
  public double totalCores() {
    return cores.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What takes the most of the cores. */
  Resource heaviest() {
    return cores.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Resource.RECEIVING);
  }
}
