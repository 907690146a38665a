package io.outpost.protocols.rtp;

/**
 * Packets that came before their turn, by extended sequence number. Copies into memory that is kept
 * and used again. Holds one packet more than its bound, so that the bound shows as {@link
 * #isOverfull}.
 */
final class ReorderBuffer {
  private final Slot[] slots;
  private int count;

  private static final class Slot {
    private final RtpPacket packet = new RtpPacket();
    private byte[] bytes = new byte[0];
    private long sequence;
  }

  ReorderBuffer(int maxPackets) {
    slots = new Slot[maxPackets + 1];
    if (maxPackets > 0) {
      for (int i = 0; i < slots.length; i++) {
        slots[i] = new Slot();
      }
    }
  }

  /** False if a packet of this number is held already. */
  boolean add(RtpPacket packet, long sequence) {
    int at = count;
    while (at > 0 && slots[at - 1].sequence >= sequence) {
      at--;
    }
    if (at < count && slots[at].sequence == sequence) {
      return false;
    }
    Slot slot = slots[count];
    System.arraycopy(slots, at, slots, at + 1, count - at);
    slots[at] = slot;
    count++;
    slot.sequence = sequence;
    if (slot.bytes.length < packet.length()) {
      slot.bytes = new byte[Math.max(1_536, packet.length())];
    }
    System.arraycopy(packet.buffer(), packet.offset(), slot.bytes, 0, packet.length());
    slot.packet.copyFrom(packet, slot.bytes);
    return true;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isOverfull() {
    return count == slots.length;
  }

  long firstSequence() {
    return slots[0].sequence;
  }

  long firstArrivalNanos() {
    return slots[0].packet.arrivalNanos;
  }

  /** Lent until the next {@link #add}. */
  RtpPacket removeFirst() {
    Slot first = slots[0];
    count--;
    System.arraycopy(slots, 1, slots, 0, count);
    slots[count] = first;
    return first.packet;
  }

  /** Drops all. Returns how many they were. */
  int clear() {
    int dropped = count;
    count = 0;
    return dropped;
  }
}
