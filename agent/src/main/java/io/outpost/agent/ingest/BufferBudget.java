package io.outpost.agent.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One bound in bytes over all coded pictures that the agent keeps: the rings of all cameras and
 * what of them waits for a worker. A picture that is kept in two places counts twice, so the memory
 * that is taken is at most what is counted.
 *
 * <p>While there is room, a camera takes what its own bound allows. When there is none, whoever
 * wants more makes it: a camera that would then hold more than its share, which is the bound
 * divided by the cameras, drops its own oldest group of pictures; for one that holds less, the
 * camera that holds the most does. So one camera with a high bit rate takes from nobody what is
 * theirs, and a camera that was just added gets its share at once, not when the others please.
 *
 * <p>Thread-safe. Taking and giving back is one addition; only a want of room looks at all cameras,
 * and it frees a whole group of pictures, so that it comes once in as many pictures as a group has.
 */
public final class BufferBudget {
  private final long limitBytes;
  private final MeterRegistry registry;
  private final AtomicLong usedBytes = new AtomicLong();
  private final Map<String, CameraBuffers> cameras = new ConcurrentHashMap<>();

  /**
   * @param limitBytes never passed
   */
  public BufferBudget(long limitBytes, MeterRegistry registry) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException(
          "budget of " + limitBytes + " bytes, expected more than 0");
    }
    this.limitBytes = limitBytes;
    this.registry = registry;
    Gauge.builder("outpost.buffer.used", this, BufferBudget::usedBytes)
        .description("Coded pictures kept of all cameras, and those that wait to be analysed")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("outpost.buffer.limit", this, budget -> budget.limitBytes)
        .description("Most that may be kept of all cameras")
        .baseUnit("bytes")
        .register(registry);
  }

  /** For a ring or a queue of a camera, which may have several. */
  public BufferAccount open(String camera) {
    BufferAccount[] opened = new BufferAccount[1];
    cameras.compute(
        camera,
        (id, known) -> {
          CameraBuffers buffers = known == null ? new CameraBuffers(id, registry) : known;
          opened[0] = new BufferAccount(this, buffers);
          buffers.add(opened[0]);
          return buffers;
        });
    return opened[0];
  }

  void close(BufferAccount account, CameraBuffers of) {
    cameras.computeIfPresent(
        of.camera(),
        (id, buffers) -> {
          if (!buffers.remove(account)) {
            return buffers;
          }
          buffers.close();
          return null;
        });
  }

  boolean take(CameraBuffers camera, long bytes) {
    while (bytes <= limitBytes) {
      long before = usedBytes.get();
      if (before + bytes <= limitBytes) {
        if (usedBytes.compareAndSet(before, before + bytes)) {
          return true;
        }
      } else if (!makeRoom(camera, bytes)) {
        return false;
      }
    }
    return false;
  }

  void giveBack(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  /** Whether anything was freed. */
  private boolean makeRoom(CameraBuffers asking, long bytes) {
    long share = limitBytes / Math.max(1, cameras.size());
    if (asking.heldBytes() + bytes <= share) {
      List<CameraBuffers> largestFirst =
          cameras.values().stream()
              .filter(other -> other != asking && other.heldBytes() > share)
              .sorted(Comparator.comparingLong(CameraBuffers::heldBytes).reversed())
              .toList();
      for (CameraBuffers other : largestFirst) {
        if (other.giveWay(BufferDrop.GAVE_WAY) > 0) {
          return true;
        }
      }
    }
    return asking.giveWay(BufferDrop.TOTAL_LIMIT) > 0;
  }

  public long usedBytes() {
    return usedBytes.get();
  }

  public long limitBytes() {
    return limitBytes;
  }
}
