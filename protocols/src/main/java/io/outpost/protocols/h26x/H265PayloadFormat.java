package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/**
 * H.265 in RTP (RFC 7798): single NAL units (4.4.1), aggregation packets (4.4.2) and fragmentation
 * units (4.4.3), with and without decoding order numbers. PACI packets (4.4.4) are errors, and so
 * is a sender that makes use of decoding order numbers to interleave: no camera is known to.
 *
 * <pre>
 * +---------------+---------------+   FU:  +---------------+---------------+---------------+
 * |F|   Type    |  LayerId  | TID |        |F|    49     |  LayerId  | TID |S|E|   FuType  |
 * </pre>
 */
final class H265PayloadFormat implements PayloadFormat {
  static final String SECTION = "RFC 7798 4.4";

  private static final int AP = 48;
  private static final int FU = 49;
  private static final int HEADER_BYTES = H265Syntax.HEADER_BYTES;
  private static final int DONL_BYTES = 2;
  private static final int DOND_BYTES = 1;

  private final PictureAssembler pictures;
  private final Fragments fragments;
  private final boolean withDonl;
  private boolean donKnown;
  private int don;

  H265PayloadFormat(PictureAssembler pictures, Fragments fragments, boolean withDonl) {
    this.pictures = pictures;
    this.fragments = fragments;
    this.withDonl = withDonl;
  }

  @Override
  public void take(byte[] bytes, int offset, int length) throws ProtocolException {
    if (length < HEADER_BYTES) {
      throw error(0, "expected a payload header of 2 bytes, found 1");
    }
    int type = H265Syntax.type(bytes[offset]);
    if (type == FU) {
      takeFragment(bytes, offset, length);
      return;
    }
    fragments.expectNone();
    if (isByteStream(bytes, offset, length)) {
      pictures.split(bytes, offset, length);
    } else if (type == AP) {
      takeAggregate(bytes, offset, offset + length);
    } else if (type < AP) {
      takeSingle(bytes, offset, length);
    } else {
      throw error(0, "expected a NAL unit, AP or FU, found type " + type);
    }
  }

  /** Annex B where a NAL unit belongs: a start code reads as a temporal id of 0, which is none. */
  private static boolean isByteStream(byte[] bytes, int offset, int length) {
    return bytes[offset] == 0
        && bytes[offset + 1] == 0
        && AnnexB.indexOfStartCode(bytes, offset, offset + Math.min(4, length)) >= 0;
  }

  private void takeSingle(byte[] bytes, int offset, int length) throws ProtocolException {
    int body = HEADER_BYTES;
    if (withDonl) {
      checkDon(bytes, offset, HEADER_BYTES, length);
      body += DONL_BYTES;
    }
    pictures.startNal();
    pictures.append(bytes, offset, HEADER_BYTES);
    pictures.append(bytes, offset + body, length - body);
    pictures.endNal();
  }

  /**
   * RFC 7798 4.4.2: DONL before the first unit, DOND before the others, if at all; 16-bit sizes.
   */
  private void takeAggregate(byte[] bytes, int offset, int end) throws ProtocolException {
    int at = offset + HEADER_BYTES;
    boolean first = true;
    while (at < end) {
      if (withDonl && first) {
        checkDon(bytes, offset, at - offset, end - offset);
      }
      int order = !withDonl ? 0 : first ? DONL_BYTES : DOND_BYTES;
      first = false;
      int sizeAt = at + order;
      int size = sizeAt + 2 <= end ? (bytes[sizeAt] & 0xFF) << 8 | (bytes[sizeAt + 1] & 0xFF) : 0;
      if (size == 0) {
        if (AnnexB.withoutTrailingZeros(bytes, at, end) == at) {
          return;
        }
        throw error(at - offset, "expected the size of a NAL unit in an AP, found 0");
      }
      at = sizeAt + 2;
      if (at + size > end) {
        throw error(
            at - offset,
            "expected a NAL unit of at most " + (end - at) + " bytes in an AP, found " + size);
      }
      pictures.startNal();
      pictures.append(bytes, at, size);
      pictures.endNal();
      at += size;
    }
  }

  /** RFC 7798 4.4.3. Only the first fragment's type counts; fragments may be empty. */
  private void takeFragment(byte[] bytes, int offset, int length) throws ProtocolException {
    if (length < HEADER_BYTES + 1) {
      throw error(HEADER_BYTES, "expected an FU header, found the end");
    }
    int header = bytes[offset + HEADER_BYTES];
    boolean start = (header & 0x80) != 0;
    int body = HEADER_BYTES + 1;
    if (!fragments.accept(start)) {
      return;
    }
    if (start) {
      int type = header & 0x3F;
      if (type >= AP) {
        throw error(HEADER_BYTES, "expected a NAL unit in fragments, found type " + type);
      }
      if (withDonl) {
        checkDon(bytes, offset, body, length);
        body += DONL_BYTES;
      }
      pictures.startNal();
      pictures.append((byte) ((bytes[offset] & 0x81) | type << 1));
      pictures.append(bytes[offset + 1]);
    }
    pictures.append(bytes, offset + body, length - body);
    if ((header & 0x40) != 0) {
      pictures.endNal();
    }
  }

  private void checkDon(byte[] bytes, int offset, int at, int length) throws ProtocolException {
    if (at + DONL_BYTES > length) {
      throw error(at, "expected a DONL field, found the end");
    }
    int next = (bytes[offset + at] & 0xFF) << 8 | (bytes[offset + at + 1] & 0xFF);
    boolean backwards = donKnown && (short) (next - don) < 0;
    don = next;
    donKnown = true;
    if (backwards && !pictures.isAfterGap()) {
      throw error(at, "expected NAL units in decoding order, found them interleaved");
    }
  }

  private static ProtocolException error(int offset, String message) {
    return new ProtocolException(SECTION, offset, message);
  }
}
