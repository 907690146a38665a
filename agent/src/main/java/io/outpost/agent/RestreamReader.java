package io.outpost.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.Units;
import io.outpost.agent.restream.RestreamConfig;
import io.outpost.agent.restream.RestreamLimits;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code restream:} of {@code agent.yaml}, which fits its schema. */
final class RestreamReader {
  private static final String DEFAULT_ADDRESS = "127.0.0.1";

  private final Path folder;
  private final ConfigFile file;
  private final JsonNode tree;
  private final List<String> problems;

  /**
   * @param problems takes what cannot be used
   */
  RestreamReader(Path folder, ConfigFile file, List<String> problems) {
    this.folder = folder;
    this.file = file;
    this.tree = file.tree().path("restream");
    this.problems = problems;
  }

  RestreamConfig read() {
    RestreamConfig defaults = RestreamConfig.DEFAULT;
    InetSocketAddress bind = address(tree, "restream", RestreamConfig.DEFAULT_PORT);
    Optional<String> credentials = text(tree, "credentials");
    Optional<RestreamConfig.Tls> tls = tls(bind);
    refuseOpenDoor("restream.address", bind, credentials);
    tls.ifPresent(one -> refuseOpenDoor("restream.tls.address", one.bind(), credentials));
    return new RestreamConfig(
        tree.path("enabled").asBoolean(false),
        bind,
        credentials,
        transports(),
        text(tree, "buffer").map(Units::sizeBytes).orElse(defaults.bufferBytes()),
        new RestreamLimits(
            tree.path("viewers").asInt(defaults.limits().viewers()),
            tree.path("viewersPerCamera").asInt(defaults.limits().viewersPerCamera())),
        tree.path("unmasked").asBoolean(false),
        tls);
  }

  /** What is open to others asks for a password. */
  private void refuseOpenDoor(String path, InetSocketAddress bind, Optional<String> credentials) {
    if (!bind.getAddress().isLoopbackAddress() && credentials.isEmpty()) {
      problems.add(
          file.problem(
              path,
              "'%s' can be reached from elsewhere, so viewers need a password; name it with 'restream.credentials' (outpost credentials set NAME), or use 127.0.0.1"
                  .formatted(bind.getAddress().getHostAddress())));
    }
  }

  private Optional<RestreamConfig.Tls> tls(InetSocketAddress plain) {
    JsonNode tls = tree.path("tls");
    if (tls.isMissingNode()) {
      return Optional.empty();
    }
    InetSocketAddress bind =
        tls.has("address")
            ? address(tls, "restream.tls", RestreamConfig.DEFAULT_TLS_PORT)
            : new InetSocketAddress(
                plain.getAddress(), tls.path("port").asInt(RestreamConfig.DEFAULT_TLS_PORT));
    if (bind.getPort() != 0 && bind.getPort() == plain.getPort()) {
      problems.add(
          file.problem(
              "restream.tls.port",
              "%d is restream.port too; choose another".formatted(bind.getPort())));
    }
    return Optional.of(
        new RestreamConfig.Tls(
            bind, path(tls.path("certificate").asText()), path(tls.path("key").asText())));
  }

  private InetSocketAddress address(JsonNode mapping, String at, int defaultPort) {
    String text = text(mapping, "address").orElse(DEFAULT_ADDRESS);
    int port = mapping.path("port").asInt(defaultPort);
    try {
      // The schema lets through nothing that would be looked up.
      return new InetSocketAddress(InetAddress.getByName(text), port);
    } catch (UnknownHostException malformed) {
      problems.add(
          file.problem(
              at + ".address", "expected an address such as 127.0.0.1, found '" + text + "'"));
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
  }

  private Set<LowerTransport> transports() {
    if (!tree.has("transports")) {
      return RestreamConfig.DEFAULT.transports();
    }
    Set<LowerTransport> transports = EnumSet.noneOf(LowerTransport.class);
    for (JsonNode name : tree.path("transports")) {
      transports.add(LowerTransport.valueOf(name.asText().toUpperCase(Locale.ROOT)));
    }
    return transports;
  }

  private Path path(String text) {
    return folder.resolve(text).toAbsolutePath().normalize();
  }

  private static Optional<String> text(JsonNode mapping, String key) {
    return Optional.ofNullable(mapping.path(key).textValue());
  }
}
