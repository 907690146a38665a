package io.outpost.agent.event;

import java.time.Instant;
import java.util.List;

/**
 * An event that has its place in its camera's sequence. Nothing about it changes any more, on no
 * retry.
 *
 * @param id unique for ever
 * @param sequence per camera, from 1, without gaps
 * @param time when the picture was taken
 * @param json the whole CloudEvent in structured mode, UTF-8, one line
 * @param images in the order of the event's data; an image may be empty bytes after eviction
 */
public record Event(
    String id,
    String type,
    String camera,
    long sequence,
    Instant time,
    byte[] json,
    List<StoredImage> images) {
  public Event {
    images = List.copyOf(images);
  }

  /**
   * @param sha256 lower-case hexadecimal
   */
  public record StoredImage(String kind, String sha256, byte[] jpeg) {}
}
