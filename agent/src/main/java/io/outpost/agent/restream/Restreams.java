package io.outpost.agent.restream;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.OwnerOnly;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.SharedPull;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What viewers may see of the cameras that run: {@code /ID} is a camera's main stream, {@code
 * /ID/sub} its sub-stream. The stream that is analysed is shared, the other one pulled on demand.
 */
public final class Restreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Restreams.class);

  private static final String MASKED =
      "camera %s has privacy masks, which viewers would see behind (restream.unmasked is off)";

  private final RestreamConfig config;
  private final RestreamServer server;

  private Restreams(RestreamConfig config, RestreamServer server) {
    this.config = config;
    this.server = server;
  }

  /**
   * Binds and serves.
   *
   * @throws ConfigException when credentials, certificate or key cannot be used
   * @throws IOException when an address cannot be bound
   */
  public static Restreams open(
      RestreamConfig config, CredentialStore credentials, RestreamEnvironment environment)
      throws ConfigException, IOException {
    RestreamSettings settings =
        RestreamSettings.of(config, credentials(config, credentials), tls(config));
    RestreamServer server = RestreamServer.open(settings, environment);
    LOG.info(
        "viewers are served address={} tls={} password={}",
        server.address(),
        server.tlsAddress().map(InetSocketAddress::toString).orElse("-"),
        settings.credentials().isPresent());
    return new Restreams(config, server);
  }

  private static Optional<Credentials> credentials(RestreamConfig config, CredentialStore store)
      throws ConfigException {
    if (config.credentials().isEmpty()) {
      return Optional.empty();
    }
    String name = config.credentials().get();
    Optional<Credentials> found = store.find(name);
    if (found.isEmpty()) {
      throw new ConfigException(
          "restream: credentials '%s' are not in credentials.yaml, expected one of %s; store them with: outpost credentials set %s"
              .formatted(name, store.names(), name));
    }
    return found;
  }

  private static Optional<RestreamTls> tls(RestreamConfig config)
      throws ConfigException, IOException {
    if (config.tls().isEmpty()) {
      return Optional.empty();
    }
    RestreamConfig.Tls tls = config.tls().get();
    try {
      RestreamTls loaded = RestreamTls.load(tls.bind(), tls.certificate(), tls.key());
      OwnerOnly.check(tls.key());
      return Optional.of(loaded);
    } catch (IOException unusable) {
      throw new ConfigException("restream.tls: " + unusable.getMessage());
    }
  }

  /** Where viewers connect to. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Where viewers connect to over TLS. */
  public Optional<InetSocketAddress> tlsAddress() {
    return server.tlsAddress();
  }

  /**
   * Serves a camera's streams.
   *
   * @param main pulls its main stream; empty where a clip stands in for it
   * @param line what analyses the camera
   * @return who has to hear the analysed stream instead of {@code line}, which is told all the same
   */
  public StreamListener open(Camera camera, Optional<SharedPull> main, StreamListener line) {
    String path = "/" + camera.id();
    String sub = path + "/sub";
    if (!camera.masks().isEmpty() && !config.unmasked()) {
      String reason = MASKED.formatted(camera.id());
      LOG.warn("camera is not shown to viewers camera={} message=\"{}\"", camera.id(), reason);
      server.withhold(path, reason);
      server.withhold(sub, reason);
      return line;
    }
    if (camera.streams().sub().isEmpty()) {
      return new Tee(line, server.add(path));
    }
    LiveStream analysed = server.add(sub);
    main.ifPresent(pull -> server.addOnDemand(path, into -> pull.join(new Feed(into))::close));
    return new Tee(line, analysed);
  }

  /** Serves a camera no longer; its viewers are sent away. */
  public void remove(String camera) {
    server.remove("/" + camera);
    server.remove("/" + camera + "/sub");
  }

  @Override
  public void close() {
    server.close();
  }

  /** From a camera to its viewers alone. */
  private record Feed(Publisher into) implements StreamListener {
    @Override
    public void onAccessUnit(AccessUnit unit) {
      into.publish(unit);
    }

    @Override
    public void onState(StreamStatus status) {
      if (status.state() != StreamState.STREAMING) {
        into.interrupt();
      }
    }
  }

  /** From a camera to its analysis, and then to its viewers. */
  private static final class Tee implements StreamListener {
    private final StreamListener line;
    private final Feed viewers;

    Tee(StreamListener line, Publisher viewers) {
      this.line = line;
      this.viewers = new Feed(viewers);
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
      line.onAccessUnit(unit);
      viewers.onAccessUnit(unit);
    }

    @Override
    public void onState(StreamStatus status) {
      line.onState(status);
      viewers.onState(status);
    }
  }
}
