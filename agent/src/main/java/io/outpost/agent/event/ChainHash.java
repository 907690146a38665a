package io.outpost.agent.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hash by which an event is known in its camera's chain: SHA-256 of its JSON as it is sent,
 * without the member that holds the hash. That member is the last one, {@code ,"eventhash":"..."}
 * before the closing brace, so that taking it away takes no JSON parser.
 */
public final class ChainHash {
  /** As a CloudEvents extension. */
  static final String NAME = "eventhash";

  private static final byte[] BEFORE = (",\"" + NAME + "\":\"").getBytes(US_ASCII);
  private static final byte[] AFTER = "\"}".getBytes(US_ASCII);
  private static final int HEX_DIGITS = 64;
  private static final int MEMBER_BYTES = BEFORE.length + HEX_DIGITS + AFTER.length;

  private ChainHash() {}

  /** The event with its hash. */
  static byte[] seal(byte[] json) {
    byte[] hash = Hashes.sha256Hex(json).getBytes(US_ASCII);
    return ByteBuffer.allocate(json.length - 1 + MEMBER_BYTES)
        .put(json, 0, json.length - 1)
        .put(BEFORE)
        .put(hash)
        .put(AFTER)
        .array();
  }

  /**
   * Of an event as it is; what it says of itself does not count.
   *
   * @param json without a line end
   */
  public static String of(byte[] json) {
    if (claimed(json).isEmpty()) {
      return Hashes.sha256Hex(json);
    }
    byte[] plain = Arrays.copyOf(json, json.length - MEMBER_BYTES + 1);
    plain[plain.length - 1] = '}';
    return Hashes.sha256Hex(plain);
  }

  /** What the event says its hash is; empty for one from before events had hashes. */
  public static Optional<String> claimed(byte[] json) {
    int from = json.length - MEMBER_BYTES;
    if (from < 0
        || !Arrays.equals(json, from, from + BEFORE.length, BEFORE, 0, BEFORE.length)
        || !Arrays.equals(json, json.length - 2, json.length, AFTER, 0, AFTER.length)) {
      return Optional.empty();
    }
    return Optional.of(new String(json, from + BEFORE.length, HEX_DIGITS, US_ASCII));
  }
}
