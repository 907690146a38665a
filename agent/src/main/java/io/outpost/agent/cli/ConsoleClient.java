package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.console.ConsoleConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the running agent. */
final class ConsoleClient {
  private static final int TIMEOUT_MILLIS = 1500;
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private ConsoleClient() {}

  /** The states of its cameras, by id; empty when no agent answers. */
  static Optional<Map<String, JsonNode>> cameras(ConsoleConfig console) {
    try {
      Map<String, JsonNode> cameras = new LinkedHashMap<>();
      for (JsonNode camera : get(console, "/api/v1/status").path("cameras")) {
        cameras.put(camera.path("id").asText(), camera);
      }
      return Optional.of(cameras);
    } catch (IOException | URISyntaxException unreachable) {
      return Optional.empty();
    }
  }

  private static JsonNode get(ConsoleConfig console, String path)
      throws IOException, URISyntaxException {
    URI uri = new URI("http", null, console.address(), console.port(), path, null, null);
    // The JDK's small client: the large one takes longer to load than the answer takes.
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try (InputStream answer = connection.getInputStream()) {
      return new ObjectMapper().readTree(answer.readNBytes(MAX_ANSWER_BYTES));
    } finally {
      connection.disconnect();
    }
  }
}
