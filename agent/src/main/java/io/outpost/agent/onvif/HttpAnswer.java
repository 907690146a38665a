package io.outpost.agent.onvif;

import io.outpost.protocols.http.Challenge;
import java.util.List;
import java.util.Optional;

/**
 * What came back over HTTP.
 *
 * @param body lent to the receiver
 * @param challenges of the WWW-Authenticate headers
 * @param location where a redirect points
 */
record HttpAnswer(int status, byte[] body, List<Challenge> challenges, Optional<String> location) {
  static final int UNAUTHORIZED = 401;

  boolean isRedirect() {
    return status >= 300 && status < 400;
  }
}
