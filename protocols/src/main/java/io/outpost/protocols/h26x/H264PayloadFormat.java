package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/**
 * H.264 in RTP (RFC 6184): single NAL units (5.6), STAP-A (5.7.1) and FU-A (5.8), as packetization
 * modes 0 and 1 send them. The units of the interleaved mode are errors.
 *
 * <pre>
 * +---------------+   FU-A:  +---------------+---------------+
 * |F|NRI|  Type   |          |F|NRI|   28    |S|E|R|  Type   | fragment ...
 * </pre>
 */
final class H264PayloadFormat implements PayloadFormat {
  static final String SECTION = "RFC 6184 5";
  private static final int STAP_A = 24;
  private static final int FU_A = 28;

  private final PictureAssembler pictures;
  private final Fragments fragments;

  H264PayloadFormat(PictureAssembler pictures, Fragments fragments) {
    this.pictures = pictures;
    this.fragments = fragments;
  }

  @Override
  public void take(byte[] bytes, int offset, int length) throws ProtocolException {
    int type = bytes[offset] & H264Syntax.TYPE_MASK;
    if (type == FU_A) {
      takeFragment(bytes, offset, length);
      return;
    }
    fragments.expectNone();
    if (type == STAP_A) {
      takeAggregate(bytes, offset + 1, offset + length);
    } else if (type == 0) {
      takeByteStream(bytes, offset, length);
    } else if (type < STAP_A) {
      pictures.startNal();
      pictures.append(bytes, offset, length);
      pictures.endNal();
    } else {
      throw error(0, "expected packetization mode 0 or 1, found NAL unit type " + name(type));
    }
  }

  /** Annex B where a NAL unit belongs: a start code reads as type 0. */
  private void takeByteStream(byte[] bytes, int offset, int length) throws ProtocolException {
    if (AnnexB.indexOfStartCode(bytes, offset, Math.min(offset + 4, offset + length)) < 0) {
      throw error(0, "expected a NAL unit, found type 0");
    }
    pictures.split(bytes, offset, length);
  }

  /** RFC 6184 5.7.1: pairs of a 16-bit size and a NAL unit. */
  private void takeAggregate(byte[] bytes, int offset, int end) throws ProtocolException {
    int at = offset;
    while (at < end) {
      int size = at + 2 <= end ? (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF) : 0;
      if (size == 0) {
        if (AnnexB.withoutTrailingZeros(bytes, at, end) == at) {
          return;
        }
        throw error(at - offset + 1, "expected the size of a NAL unit in STAP-A, found 0");
      }
      at += 2;
      if (at + size > end) {
        throw error(
            at - offset - 1,
            "expected a NAL unit of at most " + (end - at) + " bytes in STAP-A, found " + size);
      }
      pictures.startNal();
      pictures.append(bytes, at, size);
      pictures.endNal();
      at += size;
    }
  }

  /**
   * RFC 6184 5.8. Only the first fragment's type counts, for some cameras change it on the way;
   * fragments may be empty.
   */
  private void takeFragment(byte[] bytes, int offset, int length) throws ProtocolException {
    if (length < 2) {
      throw error(1, "expected an FU header, found the end");
    }
    int header = bytes[offset + 1];
    boolean start = (header & 0x80) != 0;
    if (!fragments.accept(start)) {
      return;
    }
    if (start) {
      int type = header & H264Syntax.TYPE_MASK;
      if (type >= STAP_A) {
        throw error(1, "expected a NAL unit in fragments, found type " + name(type));
      }
      pictures.startNal();
      pictures.append((byte) ((bytes[offset] & 0xE0) | type));
    }
    pictures.append(bytes, offset + 2, length - 2);
    if ((header & 0x40) != 0) {
      pictures.endNal();
    }
  }

  private static String name(int type) {
    return switch (type) {
      case STAP_A -> "24 (STAP-A)";
      case 25 -> "25 (STAP-B)";
      case 26 -> "26 (MTAP16)";
      case 27 -> "27 (MTAP24)";
      case FU_A -> "28 (FU-A)";
      case 29 -> "29 (FU-B)";
      default -> type + " (reserved)";
    };
  }

  private static ProtocolException error(int offset, String message) {
    return new ProtocolException(SECTION, offset, message);
  }
}
