package io.outpost.protocols.rtsp;

/** What a server knows of a path. */
public sealed interface CatalogueEntry {
  /** A stream that can be viewed now. */
  record Described(String sessionDescription) implements CatalogueEntry {}

  /**
   * A stream that may be described soon.
   *
   * @param status answered when it was waited for in vain, such as 503
   */
  record Pending(int status, String reason) implements CatalogueEntry {}

  /** Not to be viewed, or not now; the reason phrase says why. */
  record Refused(int status, String reason) implements CatalogueEntry {}
}
