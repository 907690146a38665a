package io.outpost.agent.ingest;

import java.util.List;

/**
 * Access units that can be decoded on their own: the first is a key picture, the rest follow it.
 */
public record GroupOfPictures(List<AccessUnit> units) {
  public GroupOfPictures {
    units = List.copyOf(units);
    if (units.isEmpty() || !units.get(0).key()) {
      throw new IllegalArgumentException("a group of pictures starts with a key picture");
    }
  }

  public long sizeBytes() {
    return units.stream().mapToLong(AccessUnit::sizeBytes).sum();
  }
}
