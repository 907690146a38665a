package io.outpost.agent.restream;

import java.util.Locale;

/** Why somebody was not let in. */
enum Refusal {
  /** 404: no camera, or no stream of it, is served there. */
  UNKNOWN_PATH,
  /** 403: the camera has privacy masks, which a restreamed picture does not bear. */
  MASKED,
  /** 503: no key picture came while it waited. */
  OFFLINE,
  /** 453: as many view as may. */
  FULL,
  /** 401: wrong user or password. */
  CREDENTIALS,
  /** Closed at once: too many wrong passwords from that address lately. */
  LOCKED_OUT,
  /** Closed at once: too many connections. */
  CONNECTIONS,
  /** Closed: asked for nothing, or did not prove that it may, in time. */
  IDLE;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
