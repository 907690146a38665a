package io.outpost.agent.vision.worker;

import com.google.protobuf.ByteString;

/**
 * The bytes of one coded picture in an array that is used again and again: each picture would leave
 * tens of kilobytes for the collector otherwise. Not thread-safe.
 */
final class CodedBytes {
  private byte[] array = new byte[1 << 12];
  private int length;

  /** Takes a copy; what was there before is gone. */
  CodedBytes with(ByteString data) {
    length = data.size();
    if (array.length < length) {
      array = new byte[Math.max(length, 2 * array.length)];
    }
    data.copyTo(array, 0);
    return this;
  }

  /** Of which only so many as there are belong to the picture. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }
}
