package io.outpost.agent.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.outpost.agent.event.Incarnation;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What must outlive a damaged segment: which sequences may have been given, and where each segment
 * began. It is a small file of its own, replaced as a whole, and it is read only when a segment is
 * damaged.
 *
 * @param incarnation of the outbox
 * @param starts by segment number and camera, the last sequence given before the segment
 * @param reserved by camera, no greater sequence has been given
 * @param cursors by sink, as they were; a sink may be further
 */
record Ledger(
    String incarnation,
    SortedMap<Integer, SortedMap<String, Long>> starts,
    SortedMap<String, Long> reserved,
    SortedMap<String, Long> cursors) {
  /** So many sequences are reserved at a time, and may be called lost that never were. */
  static final long RESERVATION = 256;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  static Ledger begin() {
    return new Ledger(
        Incarnation.random().value(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /** The ledger in the file, unless the file is missing or damaged. */
  static Optional<Ledger> read(OutboxFiles files) throws IOException {
    Optional<byte[]> bytes = OutboxFiles.read(files.ledger());
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    String text = new String(bytes.get(), UTF_8);
    int line = text.indexOf('\n');
    if (line < 0 || !text.substring(line + 1).equals(crc(text.substring(0, line)) + "\n")) {
      return Optional.empty();
    }
    return Optional.of(JSON.readValue(text.substring(0, line), Ledger.class));
  }

  /** Durable when it returns. */
  void write(OutboxFiles files) throws IOException {
    String json = JSON.writeValueAsString(this);
    files.replace(files.ledger(), (json + "\n" + crc(json) + "\n").getBytes(UTF_8));
  }

  Optional<Map<String, Long>> start(int segment) {
    return Optional.ofNullable(starts.get(segment));
  }

  private static String crc(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
