package io.outpost.agent.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * An event that has its place in its camera's sequence. Nothing about it changes any more, on no
 * retry.
 *
 * @param id unique for ever: {@code <incarnation>-<camera>-<sequence>}
 * @param sequence per camera, from 1, without gaps
 * @param camera its id; {@link AgentEvents#SUBJECT} where the agent tells of itself
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
    LOW(0),
    NORMAL(1),
    /** Tells of a loss; is itself never dropped. */
    HIGH(2);

    private final int level;

    Priority(int level) {
      this.level = level;
    }

    /** As it is stored; greater is more. */
    public int level() {
      return level;
    }

    /**
     * @throws IllegalArgumentException for a level that does not exist
     */
    public static Priority of(int level) {
      return Arrays.stream(values())
          .filter(priority -> priority.level == level)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no such priority: " + level));
    }
  }

  /**
   * An image, or a clip.
   *
   * @param kind what it shows, as in the event's data; {@link #CLIP} for a clip
   * @param sha256 lower-case hexadecimal
   * @param jpeg not to be modified; empty when it was evicted; of a clip, the MP4
   */
  public record StoredImage(String kind, String sha256, byte[] jpeg) {
    /** The kind of clips. */
    public static final String CLIP = "clip";

    public boolean isClip() {
      return kind.equals(CLIP);
    }

    /** Such as {@code image/jpeg}. */
    public String mediaType() {
      return isClip() ? "video/mp4" : "image/jpeg";
    }

    /** Under which images and clips are kept apart: {@code images} or {@code clips}. */
    public String collection() {
      return isClip() ? "clips" : "images";
    }

    /** By its content, such as {@code 9f3c....jpg}. */
    public String fileName() {
      return sha256 + (isClip() ? ".mp4" : ".jpg");
    }

    public boolean isEvicted() {
      return jpeg.length == 0;
    }
  }
}
