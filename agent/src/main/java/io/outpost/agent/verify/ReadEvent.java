package io.outpost.agent.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.event.ChainHash;
import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an event matters for its chain.
 *
 * @param first of the sequences that it stands for; other than the last only where it tells of lost
 *     events
 * @param hash of its bytes as they are
 * @param claimed what it says its hash is; empty for an event from before events had hashes
 */
record ReadEvent(
    String incarnation,
    String camera,
    boolean lost,
    long first,
    long last,
    String hash,
    Optional<String> claimed,
    ChainLink link,
    List<ReadImage> images) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("([0-9a-f]{16})-(.+)-(\\d{1,18})");
  private static final Pattern LOST_ID =
      Pattern.compile("([0-9a-f]{16})-(.+)-lost-(\\d{1,18})-(\\d{1,18})");

  /** An image or a clip that the event names. */
  record ReadImage(String kind, String sha256) {}

  /**
   * @param json one event without a line end
   * @throws IOException when it is none of ours
   */
  static ReadEvent of(byte[] json) throws IOException {
    try {
      return of(JSON.readTree(json), json);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("no event of an agent: " + firstLine(e), e);
    }
  }

  private static ReadEvent of(JsonNode event, byte[] json) {
    boolean lost = event.path("type").asText().equals(EventType.EVENTS_LOST.label());
    Matcher id = (lost ? LOST_ID : ID).matcher(event.path("id").asText());
    if (!id.matches()) {
      throw new IllegalArgumentException("its id is \"" + event.path("id").asText() + "\"");
    }
    long last = Long.parseLong(id.group(lost ? 4 : 3));
    if (!event.path("sequence").asText().equals(Long.toString(last))) {
      throw new IllegalArgumentException("its id and its sequence differ");
    }
    List<ReadImage> images = new ArrayList<>();
    for (JsonNode image : event.path("data").path("images")) {
      images.add(new ReadImage(image.path("kind").asText(), image.path("sha256").asText()));
    }
    JsonNode clip = event.path("data").path("clip");
    if (clip.isObject()) {
      images.add(new ReadImage(StoredImage.CLIP, clip.path("sha256").asText()));
    }
    return new ReadEvent(
        id.group(1),
        id.group(2),
        lost,
        Long.parseLong(id.group(3)),
        last,
        ChainHash.of(json),
        ChainHash.claimed(json),
        ChainLink.of(event),
        images);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
