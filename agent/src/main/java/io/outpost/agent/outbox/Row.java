package io.outpost.agent.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.Event.Priority;
import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.event.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An event as a row of a segment.
 *
 * @param first first of the sequences that it stands for; other than the event's only for lost ones
 * @param type as in {@link EventType#label}; a damaged one may say anything, as may every column
 * @param time as {@link Instant#toString} prints it
 * @param storedMillis when it was stored, since 1970
 * @param priority as in {@link Priority#level}
 * @param imageList kind, SHA-256 and size of each image
 * @param images one image after the other; null when they were evicted or there are none
 * @param crc CRC32C over all the others as they were stored
 */
record Row(
    long position,
    String camera,
    long first,
    long sequence,
    String id,
    String type,
    String time,
    long storedMillis,
    int priority,
    byte[] json,
    String imageList,
    byte @Nullable [] images,
    long crc) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Row of(long position, Event event, long first, Instant stored) {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    event.images().forEach(image -> images.writeBytes(image.jpeg()));
    return new Row(
            position,
            event.camera(),
            first,
            event.sequence(),
            event.id(),
            event.type().label(),
            event.time().toString(),
            stored.toEpochMilli(),
            event.priority().level(),
            event.json(),
            event.images().stream()
                .map(image -> image.kind() + ":" + image.sha256() + ":" + image.jpeg().length)
                .collect(Collectors.joining(",")),
            images.size() == 0 ? null : images.toByteArray(),
            0)
        .sealed();
  }

  Row withoutImages() {
    return new Row(
            position,
            camera,
            first,
            sequence,
            id,
            type,
            time,
            storedMillis,
            priority,
            json,
            imageList,
            null,
            0)
        .sealed();
  }

  private Row sealed() {
    return new Row(
        position,
        camera,
        first,
        sequence,
        id,
        type,
        time,
        storedMillis,
        priority,
        json,
        imageList,
        images,
        computedCrc());
  }

  /** Whether it is what was stored. */
  boolean isIntact() {
    return crc == computedCrc();
  }

  /** What its event says about those before it. Only for a row that is intact. */
  ChainLink link() {
    try {
      return ChainLink.of(JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException("event " + id + " is not JSON", e);
    }
  }

  /** What it takes on the disk, about: overflow pages are not shared between rows. */
  long sizeBytes() {
    return 512L + json.length + (images == null ? 0 : images.length);
  }

  /** Over every column, so that no bad byte goes unnoticed. */
  private long computedCrc() {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(5 * Long.BYTES)
            .putLong(position)
            .putLong(first)
            .putLong(sequence)
            .putLong(storedMillis)
            .putLong(priority)
            .flip());
    // The separator keeps what belongs to one column from counting as the next one's.
    crc.update(String.join("\n", camera, id, type, time, imageList, "").getBytes(UTF_8));
    crc.update(json);
    if (images != null) {
      crc.update(images);
    }
    return crc.getValue();
  }

  /** Only for a row that is intact. */
  QueuedEvent toEvent() {
    List<StoredImage> list = new ArrayList<>();
    int offset = 0;
    for (String entry : imageList.isEmpty() ? new String[0] : imageList.split(",", -1)) {
      String[] parts = entry.split(":", -1);
      int size = images == null ? 0 : Integer.parseInt(parts[2]);
      byte[] jpeg =
          images == null ? new byte[0] : Arrays.copyOfRange(images, offset, offset + size);
      list.add(new StoredImage(parts[0], parts[1], jpeg));
      offset += size;
    }
    return new QueuedEvent(
        position,
        Instant.ofEpochMilli(storedMillis),
        new Event(
            id,
            EventType.of(type),
            camera,
            sequence,
            Instant.parse(time),
            Priority.of(priority),
            json,
            list));
  }
}
