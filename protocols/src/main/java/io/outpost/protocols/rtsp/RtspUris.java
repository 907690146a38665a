package io.outpost.protocols.rtsp;

import java.util.Locale;
import java.util.Optional;

/** URIs as cameras use them: text that is joined, never parsed more than needed. */
final class RtspUris {
  private RtspUris() {}

  /**
   * What the controls of a session description are relative to (RFC 2326 C.1.1): Content-Base, else
   * Content-Location, else the request. A Content-Base without a scheme, as Anjvision sends it,
   * gets that of the request; an empty one counts as absent.
   */
  static String base(RtspResponse described, String requestUri) {
    Optional<String> stated =
        described
            .headers()
            .first("Content-Base")
            .filter(value -> !value.isEmpty())
            .or(() -> described.headers().first("Content-Location"))
            .filter(value -> !value.isEmpty());
    if (stated.isEmpty()) {
      return requestUri;
    }
    String base = stated.get();
    if (isAbsolute(base)) {
      return base;
    }
    String scheme = requestUri.substring(0, requestUri.indexOf("://") + 3);
    if (!base.startsWith("/")) {
      return scheme + base;
    }
    int path = requestUri.indexOf('/', scheme.length());
    return (path < 0 ? requestUri : requestUri.substring(0, path)) + base;
  }

  /**
   * Joins a control to its base by appending, behind a query too: that is what cameras are tested
   * with, not the resolution that RFC 3986 describes.
   */
  static String join(String base, String control) {
    if (control.isEmpty() || control.equals("*")) {
      return base;
    }
    if (isAbsolute(control)) {
      return control;
    }
    String tail = control.startsWith("/") ? control.substring(1) : control;
    return base.endsWith("/") ? base + tail : base + "/" + tail;
  }

  private static boolean isAbsolute(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    return lower.startsWith("rtsp://")
        || lower.startsWith("rtsps://")
        || lower.startsWith("rtspu://");
  }

  /** The path of a request without query and without a trailing slash, starting with a slash. */
  static String path(String uri) {
    int scheme = uri.indexOf("://");
    int path = uri.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    String text = path < 0 ? "/" : uri.substring(path);
    int query = text.indexOf('?');
    text = query < 0 ? text : text.substring(0, query);
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
