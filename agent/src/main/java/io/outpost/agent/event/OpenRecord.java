package io.outpost.agent.event;

import java.util.Map;

/**
 * What a camera has open, as it is kept on the disk: a text, which is written anew with every
 * change, and stills that it refers to, which are written once.
 *
 * @param text as {@link OpenStateJson} writes it; empty for nothing
 * @param stills JPEGs by name; a name is never given to another one. Lent: not to be changed
 */
public record OpenRecord(String text, Map<String, byte[]> stills) {
  public static final OpenRecord NONE = new OpenRecord("", Map.of());

  public OpenRecord {
    stills = Map.copyOf(stills);
    if (text.isEmpty() && !stills.isEmpty()) {
      throw new IllegalArgumentException("stills of nothing that is open: " + stills.keySet());
    }
  }

  /** Without stills. */
  public static OpenRecord of(String text) {
    return new OpenRecord(text, Map.of());
  }
}
