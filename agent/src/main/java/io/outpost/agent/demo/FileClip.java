package io.outpost.agent.demo;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.ClipReader;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A user's clip as coded pictures, whole in memory. */
final class FileClip {
  /** About ten minutes of a good camera. */
  static final long MAX_BYTES = 256L << 20;

  private FileClip() {}

  /**
   * Reads a clip.
   *
   * @throws ConfigException when the file is not there, is too long, or holds no H.264
   */
  static List<AccessUnit> read(VisionWorkers workers, Path file)
      throws ConfigException, IOException {
    if (!Files.isReadable(file)) {
      throw new ConfigException("--clip: there is no file %s that can be read".formatted(file));
    }
    List<AccessUnit> units = new ArrayList<>();
    try (ClipReader clip = workers.clip(file, Instant.EPOCH)) {
      if (clip.codec() != VideoCodec.H264) {
        throw new ConfigException(
            "--clip: %s holds %s, the demo serves H264 only; convert it: ffmpeg -i %s -an -c:v libx264 -bf 0 clip.mp4"
                .formatted(file, clip.codec(), file.getFileName()));
      }
      long bytes = 0;
      for (List<AccessUnit> some = clip.read(); !some.isEmpty(); some = clip.read()) {
        bytes += some.stream().mapToLong(AccessUnit::sizeBytes).sum();
        if (bytes > MAX_BYTES) {
          throw new ConfigException(
              "--clip: %s has more than %d MiB of pictures; cut a piece out of it: ffmpeg -i %s -t 60 -an -c:v copy clip.mp4"
                  .formatted(file, MAX_BYTES >> 20, file.getFileName()));
        }
        units.addAll(some);
      }
    } catch (IOException unreadable) {
      throw new ConfigException("--clip: %s: %s".formatted(file, unreadable.getMessage()));
    }
    return fromFirstKeyPicture(file, units);
  }

  private static List<AccessUnit> fromFirstKeyPicture(Path file, List<AccessUnit> units)
      throws ConfigException {
    for (int first = 0; first < units.size(); first++) {
      if (units.get(first).key()) {
        return units.subList(first, units.size());
      }
    }
    throw new ConfigException(
        "--clip: %s has no picture at which decoding can begin".formatted(file));
  }
}
