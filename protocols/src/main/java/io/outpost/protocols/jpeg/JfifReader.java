package io.outpost.protocols.jpeg;

/** Finds in a JPEG image what RFC 2435 carries of it. */
final class JfifReader {
  private static final int MAX_SIDE = 2_040;

  boolean is420;
  int width;
  int height;
  int restartInterval;
  int tableCount;
  final int[] tableOffsets = new int[QuantizationTables.MAX_TABLES];
  final int[] tableBytes = new int[QuantizationTables.MAX_TABLES];
  int scanOffset;
  int scanEnd;

  private final byte[] image;

  private JfifReader(byte[] image) {
    this.image = image;
  }

  /**
   * @throws IllegalArgumentException if the image is not one that RFC 2435 can carry
   */
  static JfifReader read(byte[] image) {
    JfifReader reader = new JfifReader(image);
    int at = 2;
    while (reader.scanOffset == 0) {
      check(at + 4 <= image.length && (image[at] & 0xFF) == 0xFF, "a marker segment", at);
      int length = reader.uint16(at + 2);
      check(length >= 2 && at + 2 + length <= image.length, "a whole segment", at);
      reader.readSegment(image[at + 1] & 0xFF, at + 4, at + 2 + length);
      at += 2 + length;
    }
    check(reader.width > 0 && reader.tableCount > 0, "a frame and tables before the scan", at);
    return reader;
  }

  private void readSegment(int marker, int from, int end) {
    switch (marker) {
      case 0xDB -> readTables(from, end);
      case 0xC0, 0xC1 -> readFrame(from, end);
      case 0xC2, 0xC3, 0xC9, 0xCA -> check(false, "a baseline image", from);
      case 0xDD -> {
        check(end - from >= 2, "a restart interval", from);
        restartInterval = uint16(from);
      }
      case 0xDA -> {
        scanOffset = end;
        boolean ended =
            image.length - end >= 2
                && (image[image.length - 2] & 0xFF) == 0xFF
                && (image[image.length - 1] & 0xFF) == 0xD9;
        scanEnd = image.length - (ended ? 2 : 0);
        check(scanEnd - scanOffset < JpegDepacketiser.MAX_SCAN_BYTES, "a scan below 16 MiB", end);
      }
      default -> {}
    }
  }

  private void readTables(int from, int end) {
    int at = from;
    while (at < end) {
      int size = JpegTables.TABLE_BYTES * ((image[at] >> 4 & 1) + 1);
      boolean inOrder = (image[at] & 0x0F) == tableCount && tableCount < tableOffsets.length;
      check(inOrder && at + 1 + size <= end, "quantization tables in their order", at);
      tableOffsets[tableCount] = at + 1;
      tableBytes[tableCount] = size;
      tableCount++;
      at += 1 + size;
    }
  }

  private void readFrame(int from, int end) {
    check(end - from >= 15 && image[from + 5] == 3, "three components", from);
    height = uint16(from + 1);
    width = uint16(from + 3);
    int sampling = image[from + 7];
    is420 = sampling == 0x22;
    check(is420 || sampling == 0x21, "4:2:0 or 4:2:2", from);
    check(width > 0 && width <= MAX_SIDE && height > 0 && height <= MAX_SIDE, "2040 pixels", from);
  }

  private int uint16(int at) {
    return (image[at] & 0xFF) << 8 | (image[at + 1] & 0xFF);
  }

  private static void check(boolean holds, String expected, int at) {
    if (!holds) {
      throw new IllegalArgumentException(
          "JPEG cannot go on RTP: expected " + expected + " at offset " + at);
    }
  }
}
