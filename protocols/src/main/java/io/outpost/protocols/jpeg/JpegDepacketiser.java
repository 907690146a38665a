package io.outpost.protocols.jpeg;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.PictureDrop;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * Motion JPEG from RTP (RFC 2435). Fragments say where they stand in their picture, so a hole shows
 * even where the sequence numbers go on; the marker ends a picture. Each picture is a key picture.
 */
public final class JpegDepacketiser implements Depacketiser {
  /** What the 24 bits of a fragment's offset allow. */
  static final int MAX_SCAN_BYTES = 1 << 24;

  private static final String SECTION = "RFC 2435 3.1";
  private static final int TABLE_HEADER_BYTES = 4;

  private final PictureMemory memory;
  private final QuantizationTables tables = new QuantizationTables();
  private JpegHeader first = new JpegHeader();
  private JpegHeader header = new JpegHeader();
  private byte[] scan = PictureMemory.none();
  private int size;
  private long ticks;
  private boolean open;
  private boolean broken;

  /** Why, if it is broken. */
  private PictureDrop drop = PictureDrop.INCOMPLETE;

  private boolean afterGap = true;
  private int lost;

  /**
   * @param memory of the thread that pushes
   */
  public JpegDepacketiser(PictureMemory memory) {
    this.memory = memory;
  }

  @Override
  public void push(RtpPacket packet, PictureConsumer out) throws ProtocolException {
    ProtocolException unended = startPacket(packet, out);
    try {
      if (packet.payloadLength() > 0) {
        take(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
      }
    } catch (ProtocolException error) {
      breakPicture();
      endPacket(packet.marker(), out);
      throw error;
    }
    endPacket(packet.marker(), out);
    if (unended != null) {
      throw unended;
    }
  }

  /** Returns what is wrong with the picture before, if this packet begins another. */
  private @Nullable ProtocolException startPacket(RtpPacket packet, PictureConsumer out) {
    int missing = packet.lostBefore();
    if (missing > 0) {
      addLost(missing);
      if (open && !broken) {
        broken = true;
        drop = PictureDrop.INCOMPLETE;
      }
      afterGap = true;
    }
    if (packet.timestampTicks() == ticks) {
      return null;
    }
    boolean unended = open && !broken;
    if (unended) {
      addLost(1);
      drop = PictureDrop.MALFORMED;
    }
    if (open) {
      out.onDropped(drop);
    }
    reset();
    ticks = packet.timestampTicks();
    return unended ? error(0, "expected the end of a picture, found another timestamp") : null;
  }

  private void endPacket(boolean marker, PictureConsumer out) {
    if (!marker || !open) {
      return;
    }
    if (broken) {
      out.onDropped(drop);
    } else {
      byte[] image = JfifWriter.image(first, tables, scan, size);
      int before = lost;
      lost = 0;
      out.accept(
          new CodedPicture(
              VideoCodec.JPEG, image, ticks, true, before, first.width(), first.height()));
    }
    reset();
    afterGap = false;
  }

  private void reset() {
    open = false;
    broken = false;
    size = 0;
    scan = memory.giveBack(scan);
  }

  private void take(byte[] bytes, int offset, int length) throws ProtocolException {
    int at = header.read(bytes, offset, length);
    int end = offset + length;
    if (header.fragmentOffset == 0) {
      at = startPicture(bytes, offset, at, end);
    } else if (broken) {
      return;
    } else if (!open && afterGap) {
      open = true;
      broken = true;
      drop = PictureDrop.INCOMPLETE;
      return;
    } else if (!open || header.fragmentOffset != size) {
      throw error(1, "expected fragment offset " + size + ", found " + header.fragmentOffset);
    }
    append(bytes, at, end - at);
  }

  /** Returns the offset of the scan's first byte. */
  private int startPicture(byte[] bytes, int offset, int headerEnd, int end)
      throws ProtocolException {
    if (open && !broken) {
      throw error(1, "expected fragment offset " + size + ", found 0");
    }
    open = true;
    broken = false;
    afterGap = false;
    size = 0;
    JpegHeader swap = first;
    first = header;
    header = swap;
    if (!QuantizationTables.areCarried(first.q)) {
      tables.useComputed(first.q);
      return headerEnd;
    }
    int at = headerEnd + TABLE_HEADER_BYTES;
    if (at > end) {
      throw error(headerEnd - offset, "expected a quantization table header of 4 bytes");
    }
    int length = (bytes[at - 2] & 0xFF) << 8 | (bytes[at - 1] & 0xFF);
    if (at + length > end) {
      throw error(
          headerEnd - offset,
          "expected quantization tables of at most " + (end - at) + " bytes, found " + length);
    }
    int precisions = bytes[at - 3] & 0xFF;
    tables.useCarried(first.q, precisions, bytes, new QuantizationTables.Region(at, length));
    return at + length;
  }

  private void append(byte[] bytes, int offset, int length) throws ProtocolException {
    if (size + length > MAX_SCAN_BYTES) {
      throw error(1, "expected a picture of at most " + MAX_SCAN_BYTES + " bytes");
    }
    if (size + length > scan.length) {
      scan = memory.grow(scan, size, size + length, MAX_SCAN_BYTES);
    }
    System.arraycopy(bytes, offset, scan, size, length);
    size += length;
  }

  private void breakPicture() {
    if (!broken) {
      open = true;
      broken = true;
      drop = PictureDrop.MALFORMED;
      addLost(1);
    }
  }

  private void addLost(int packets) {
    lost = (int) Math.min(Integer.MAX_VALUE, (long) lost + packets);
  }

  private static ProtocolException error(int offset, String message) {
    return new ProtocolException(SECTION, offset, message);
  }
}
