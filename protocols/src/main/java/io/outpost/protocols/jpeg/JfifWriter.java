package io.outpost.protocols.jpeg;

/** Puts back in front of a scan what RFC 2435 leaves out, as in its appendix B. */
final class JfifWriter {
  private static final byte[] START_AND_JFIF = {
    (byte) 0xFF,
    (byte) 0xD8,
    (byte) 0xFF,
    (byte) 0xE0,
    0,
    16,
    'J',
    'F',
    'I',
    'F',
    0,
    1,
    2,
    0,
    0,
    1,
    0,
    1,
    0,
    0
  };
  private static final byte[] START_OF_SCAN = {
    (byte) 0xFF, (byte) 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0
  };
  private static final int FRAME_HEADER_BYTES = 19;
  private static final int RESTART_BYTES = 6;

  private JfifWriter() {}

  /** One image of a scan of which {@code size} bytes are valid; one that bears its end or not. */
  static byte[] image(JpegHeader header, QuantizationTables tables, byte[] scan, int size) {
    int scanBytes = withoutEnd(scan, size);
    int headBytes =
        START_AND_JFIF.length
            + tables.segmentBytes()
            + FRAME_HEADER_BYTES
            + JpegTables.HUFFMAN_SEGMENTS.length
            + (header.restartInterval > 0 ? RESTART_BYTES : 0)
            + START_OF_SCAN.length;
    byte[] image = new byte[headBytes + scanBytes + 2];
    int at = append(image, 0, START_AND_JFIF);
    at = tables.writeSegments(image, at);
    at = writeFrameHeader(image, at, header, tables);
    at = append(image, at, JpegTables.HUFFMAN_SEGMENTS);
    if (header.restartInterval > 0) {
      at = append(image, at, restart(header.restartInterval));
    }
    at = append(image, at, START_OF_SCAN);
    System.arraycopy(scan, 0, image, at, scanBytes);
    image[image.length - 2] = (byte) 0xFF;
    image[image.length - 1] = (byte) 0xD9;
    return image;
  }

  private static int withoutEnd(byte[] scan, int size) {
    int end = size;
    while (end >= 2 && (scan[end - 2] & 0xFF) == 0xFF && (scan[end - 1] & 0xFF) == 0xD9) {
      end -= 2;
    }
    return end;
  }

  private static int append(byte[] to, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, to, at, bytes.length);
    return at + bytes.length;
  }

  private static byte[] restart(int interval) {
    return new byte[] {(byte) 0xFF, (byte) 0xDD, 0, 4, (byte) (interval >> 8), (byte) interval};
  }

  /** Three components; luminance twice as dense across (4:2:2), and for type 1 down too (4:2:0). */
  private static int writeFrameHeader(
      byte[] to, int at, JpegHeader header, QuantizationTables tables) {
    byte chromaTable = (byte) (tables.count() > 1 ? 1 : 0);
    byte sampling = (byte) (header.is420() ? 0x22 : 0x21);
    int height = header.height();
    int width = header.width();
    byte[] frame = {
      (byte) 0xFF,
      (byte) (tables.areExtended() ? 0xC1 : 0xC0),
      0,
      17,
      8,
      (byte) (height >> 8),
      (byte) height,
      (byte) (width >> 8),
      (byte) width,
      3,
      1,
      sampling,
      0,
      2,
      0x11,
      chromaTable,
      3,
      0x11,
      chromaTable
    };
    return append(to, at, frame);
  }
}
