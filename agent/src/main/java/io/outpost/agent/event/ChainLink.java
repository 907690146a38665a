package io.outpost.agent.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an event says about those of its camera before it, so that it shows when one of them is
 * removed or changed.
 *
 * @param previous {@link ChainHash} of the event whose sequence is one less, as it was made; for
 *     events that are lost, of the one before the first of them. Empty for the first event of all,
 *     and when the one before is not known any more
 * @param lost what has been lost of the camera since an event last said so
 */
public record ChainLink(Optional<String> previous, List<LostRange> lost) {
  /** Names of the CloudEvents extensions. */
  static final String PREVIOUS = "previoushash";

  static final String LOST = "lostranges";

  /** So many ranges are told by one event; those that are left, by the next. */
  public static final int MAX_LOST = 32;

  /** Of the first event. */
  public static final ChainLink NONE = new ChainLink(Optional.empty(), List.of());

  public ChainLink {
    lost = List.copyOf(lost);
  }

  /** Of the event that follows this one, with nothing lost. */
  public static ChainLink after(Event previous) {
    return new ChainLink(Optional.of(ChainHash.of(previous.json())), List.of());
  }

  /**
   * As it stands in an event.
   *
   * @param event the whole CloudEvent
   * @throws IllegalArgumentException when it stands there in another form
   */
  public static ChainLink of(JsonNode event) {
    return new ChainLink(
        Optional.ofNullable(event.path(PREVIOUS).textValue()), parse(event.path(LOST).asText()));
  }

  /** Ranges as text, comma-separated; nothing for none. */
  public static String text(List<LostRange> lost) {
    return lost.stream().map(LostRange::text).collect(Collectors.joining(","));
  }

  /**
   * @throws IllegalArgumentException for anything that {@link #text} does not give
   */
  public static List<LostRange> parse(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(",", -1)).map(LostRange::parse).toList();
  }
}
