package io.outpost.agent.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A sink as configured. */
public sealed interface SinkConfig {
  /** Unique within the agent; the label of its metrics. */
  String name();

  /**
   * A file of JSON lines, images beside it.
   *
   * @param directory made where it is missing
   */
  record JsonLines(String name, Path directory) implements SinkConfig {}

  /**
   * An MQTT 5 broker.
   *
   * @param url {@code mqtt://} or {@code mqtts://} (TLS), without user information
   * @param credentials the name of an entry in the credential store
   */
  record Mqtt(String name, URI url, Optional<String> credentials, String topicPrefix)
      implements SinkConfig {
    public static final String DEFAULT_TOPIC_PREFIX = "outpost";

    private static final Set<String> SCHEMES = Set.of("mqtt", "mqtts");

    /**
     * A broker's address.
     *
     * @throws IllegalArgumentException saying what is expected, without quoting the address
     */
    public static URI url(String text) {
      URI uri;
      try {
        uri = new URI(text);
      } catch (URISyntaxException malformed) {
        throw new IllegalArgumentException(
            "not a URL (" + malformed.getReason() + "); expected mqtts://broker.example:8883",
            null);
      }
      if (text.contains("@")) {
        throw new IllegalArgumentException(
            "carries a user name or password; take it out and name it with 'credentials:'");
      }
      if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
        throw new IllegalArgumentException("expected a URL such as mqtts://broker.example:8883");
      }
      return uri;
    }
  }
}
