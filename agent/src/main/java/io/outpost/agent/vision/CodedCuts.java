package io.outpost.agent.vision;

import io.outpost.agent.ingest.AccessUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Notices hard cuts in the sizes of coded pictures: a picture that was to be predicted from the one
 * before costs about what a key picture costs, and far more than any picture has cost lately. Its
 * coder found next to nothing of it in the picture before. What comes into the picture, however
 * large and fast, does so over several pictures, and leaves most of the others as they were.
 *
 * <p>Says nothing of key pictures, which cost the same whatever they show, and hardly anything of a
 * stream that has a fixed number of bits for each picture. Not thread-safe.
 */
final class CodedCuts {
  /** Least size, in those of the last key picture. Measured: 0.65-0.91 at cuts. */
  static final double OF_KEY = 0.5;

  /**
   * Least size, in those of the largest picture of the last second. Measured: 2.6-4.1 at cuts,
   * below 1.4 where pictures are as large as that.
   */
  static final double TIMES_LARGEST = 2;

  /** Of fewer pictures nobody knows what they cost. */
  private static final int LEAST = 5;

  private static final long RECENT_MICROS = 1_000_000;

  /** Of a stream of more pictures a second, the last. */
  private static final int MOST = 120;

  private record Size(long mediaMicros, int bytes) {}

  private final Deque<Size> recent = new ArrayDeque<>();
  private int keyBytes = Integer.MAX_VALUE;

  /** Media times of pictures behind which the scene is another, of which nobody has asked yet. */
  private final SortedSet<Long> cuts = new TreeSet<>();

  /** Takes the next coded picture, in decoding order. */
  void take(AccessUnit unit) {
    long now = unit.mediaMicros();
    if (unit.key()) {
      keyBytes = unit.sizeBytes();
      cuts.tailSet(now).clear(); // Of a connection that is over.
      return;
    }
    recent.removeIf(size -> Math.abs(now - size.mediaMicros) > RECENT_MICROS); // Or a new clock.
    int largest = recent.stream().mapToInt(Size::bytes).max().orElse(0);
    if (recent.size() >= LEAST
        && unit.sizeBytes() >= OF_KEY * keyBytes
        && unit.sizeBytes() >= TIMES_LARGEST * largest) {
      cuts.add(now);
    }
    recent.add(new Size(now, unit.sizeBytes()));
    if (recent.size() > MOST) {
      recent.remove();
    }
  }

  /** Whether there was one in what came up to this picture since it was asked last. */
  boolean until(long mediaMicros) {
    SortedSet<Long> passed = cuts.headSet(mediaMicros + 1);
    boolean any = !passed.isEmpty();
    passed.clear();
    return any;
  }
}
