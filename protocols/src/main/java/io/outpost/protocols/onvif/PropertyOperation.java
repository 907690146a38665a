package io.outpost.protocols.onvif;

import java.util.Optional;

/** What happened to a property (ONVIF Core, event handling, PropertyOperation). */
public enum PropertyOperation {
  /** Told as it stands: at the start of a subscription, or on request. */
  INITIALIZED,

  /** Also of a notification that names no operation, and so is no property. */
  CHANGED,
  DELETED;

  static PropertyOperation of(Optional<String> text) {
    return switch (text.orElse("")) {
      case "Initialized" -> INITIALIZED;
      case "Deleted" -> DELETED;
      default -> CHANGED;
    };
  }
}
