package io.outpost.agent.event;

import java.time.Instant;
import java.util.List;

/**
 * An event that has its place in its camera's sequence. Nothing about it changes any more, on no
 * retry.
 *
 * @param id unique for ever: {@code <incarnation>-<camera>-<sequence>}
 * @param sequence per camera, from 1, without gaps
 * @param time when the picture was taken
 * @param priority how long it is held on to when room runs out
 * @param json the whole CloudEvent in structured mode, UTF-8, one line; not to be modified
 * @param images in the order of the event's data; an image may be empty bytes after eviction
 */
public record Event(
    String id,
    EventType type,
    String camera,
    long sequence,
    Instant time,
    Priority priority,
    byte[] json,
    List<StoredImage> images) {
  public Event {
    images = List.copyOf(images);
  }

  /** What goes first when room runs out: the lowest. */
  public enum Priority {
    /** Says again what an earlier event said. */
    LOW,
    NORMAL,
    /** Tells of a loss; is itself never dropped. */
    HIGH
  }

  /**
   * @param kind what it shows, as in the event's data
   * @param sha256 lower-case hexadecimal
   * @param jpeg not to be modified; empty when it was evicted
   */
  public record StoredImage(String kind, String sha256, byte[] jpeg) {
    public boolean isEvicted() {
      return jpeg.length == 0;
    }
  }
}
