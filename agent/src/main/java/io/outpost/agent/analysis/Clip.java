package io.outpost.agent.analysis;

import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;

/**
 * A few seconds of video as the camera coded them.
 *
 * @param mp4 owned by the receiver
 * @param pictures how many it holds
 * @param begin of its first picture, from the moment that it is about; negative before it
 * @param end of its last picture
 */
public record Clip(
    byte[] mp4, Image.Stream stream, VideoCodec codec, int pictures, Duration begin, Duration end) {
  /** Why there is none. */
  public enum Absence {
    /** The pictures are not kept any more, or never were. */
    NOT_KEPT("not-kept"),
    /** The group of pictures that holds the moment is larger than a clip may be. */
    TOO_LARGE("too-large"),
    /** Motion JPEG is put into no clip. */
    CODEC("codec"),
    /** There is no room for it beside what is kept of the cameras' pictures. */
    MEMORY("memory"),
    /** The vision worker has gone, or refused it. */
    WORKER("worker");

    private final String label;

    Absence(String label) {
      this.label = label;
    }

    /** As it stands in events. */
    public String label() {
      return label;
    }
  }
}
