package io.outpost.agent;

import io.netty.channel.EventLoop;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.ClipReader;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads clips that stand in for cameras; they play from memory. */
public final class ClipCamera {
  /** About five minutes of a street camera; a clip is a trial, not an archive. */
  static final long MAX_BYTES = 256L << 20;

  private ClipCamera() {}

  /**
   * All access units of a clip, from its first key picture on.
   *
   * @throws IOException when it cannot be read, holds no key picture, or is larger than {@link
   *     #MAX_BYTES}
   */
  public static List<AccessUnit> load(VisionWorkers workers, Path clip, TimeSource time)
      throws IOException {
    List<AccessUnit> units = new ArrayList<>();
    long bytes = 0;
    try (ClipReader reader = workers.clip(clip, time.now())) {
      for (List<AccessUnit> read = reader.read(); !read.isEmpty(); read = reader.read()) {
        for (AccessUnit unit : read) {
          if (units.isEmpty() && !unit.key()) {
            continue;
          }
          bytes += unit.sizeBytes();
          if (bytes > MAX_BYTES) {
            throw new IOException(
                clip
                    + ": larger than "
                    + (MAX_BYTES >> 20)
                    + " MiB; cut it, or use outpost replay");
          }
          units.add(unit);
        }
      }
    }
    if (units.isEmpty()) {
      throw new IOException(clip + ": holds no key picture, so nothing of it can be decoded");
    }
    return units;
  }

  /** Plays them as a camera would send them, over and over. */
  public static LoopingClip play(
      List<AccessUnit> units, Consumer<AccessUnit> out, EventLoop loop, TimeSource time) {
    LoopingClip clip = new LoopingClip(units, out, loop, time);
    clip.start();
    return clip;
  }
}
