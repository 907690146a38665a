package io.outpost.agent.gate;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many cameras may be awake at one time only because they have just begun. When a box starts,
 * or its network comes back, all cameras begin at once: to decode every picture of all of them
 * until their scenes are known would take more than a small box has, in memory and in time. A
 * camera that finds no place looks closely at its first key picture, and gets to know its scene by
 * glances. Safe for any thread.
 */
public final class StartPlaces {
  /** For each processor; the decoder of one waits while another's detectors run. */
  private static final int PER_PROCESSOR = 2;

  private final AtomicInteger free;

  public StartPlaces(int places) {
    this.free = new AtomicInteger(places);
  }

  /** One for every camera that there may ever be. */
  static StartPlaces enough() {
    return new StartPlaces(Integer.MAX_VALUE / 2);
  }

  /** As many as a machine with so many processors can bear. */
  public static StartPlaces forProcessors(int processors) {
    return new StartPlaces(PER_PROCESSOR * processors);
  }

  /** A share of one camera's in these, which it has yet to take. */
  Place place() {
    return new Place();
  }

  /** What one camera has of the places: one or none. Not thread-safe. */
  final class Place {
    private boolean taken;

    private Place() {}

    /** Whether the camera has one now. */
    boolean take() {
      taken = taken || free.getAndUpdate(places -> places > 0 ? places - 1 : 0) > 0;
      return taken;
    }

    /** Gives it to the others, if the camera has one. */
    void giveUp() {
      if (taken) {
        taken = false;
        free.incrementAndGet();
      }
    }
  }
}
