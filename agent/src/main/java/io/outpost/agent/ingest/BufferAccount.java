package io.outpost.agent.ingest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one ring or one queue of a camera holds of the {@link BufferBudget}. Whoever keeps coded
 * pictures reserves their bytes first and gives them back when it lets go of them. Thread-safe.
 */
public final class BufferAccount implements AutoCloseable {
  private static final long CLOSED = -1;

  /** Something that can do with less. */
  interface Giver {
    /**
     * Drops its oldest group of pictures, gives its bytes back and counts it. Takes no lock but its
     * own, under which it reserves nothing: it is called by whoever wants room.
     *
     * @return the bytes; 0 when nothing is left
     */
    long giveWay(BufferDrop reason);
  }

  private final BufferBudget budget;
  private final CameraBuffers camera;
  private final AtomicLong heldBytes = new AtomicLong();
  private volatile Giver giver = reason -> 0;

  BufferAccount(BufferBudget budget, CameraBuffers camera) {
    this.budget = budget;
    this.camera = camera;
  }

  /** From now on this may be asked to give way. */
  void givesBy(Giver ring) {
    giver = ring;
  }

  /**
   * Asks for room. Where there is none, rings give way, maybe the caller's own: the caller holds no
   * lock of a ring.
   *
   * @return false when there is no room, and none can be made; or when this is closed
   */
  public boolean reserve(long bytes) {
    if (heldBytes.get() == CLOSED || !budget.take(camera, bytes)) {
      return false;
    }
    if (add(bytes)) {
      return true;
    }
    budget.giveBack(bytes);
    return false;
  }

  /** Gives back what was reserved; once this is closed, everything was given back already. */
  public void release(long bytes) {
    if (add(-bytes)) {
      budget.giveBack(bytes);
    }
  }

  private boolean add(long bytes) {
    long before = heldBytes.get();
    while (before != CLOSED) {
      if (before + bytes < 0) {
        throw new IllegalStateException(
            "%d bytes given back, but only %d are held".formatted(-bytes, before));
      }
      if (heldBytes.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = heldBytes.get();
    }
    return false;
  }

  long heldBytes() {
    return Math.max(0, heldBytes.get());
  }

  long giveWay(BufferDrop reason) {
    return giver.giveWay(reason);
  }

  void dropped(BufferDrop reason, int pictures) {
    camera.dropped(reason, pictures);
  }

  /** Gives back all; nothing can be reserved any more. */
  @Override
  public void close() {
    long held = heldBytes.getAndSet(CLOSED);
    if (held != CLOSED) {
      budget.giveBack(held);
      budget.close(this, camera);
    }
  }
}
