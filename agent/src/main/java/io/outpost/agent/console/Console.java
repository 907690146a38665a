package io.outpost.agent.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.metrics.Metrics;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server; runs from {@link #start} until {@link #close}. */
public final class Console implements AutoCloseable {
  private static final int MAX_THREADS = 6;
  private static final int MIN_THREADS = 2;
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final int MAX_REQUEST_HEADER_BYTES = 4096;
  private static final int MAX_WAITING_CONNECTIONS = 16;

  private final Javalin server;

  private Console(Javalin server) {
    this.server = server;
  }

  /**
   * What the console shows; each is asked on every request and answers from memory.
   *
   * @param stuck one line for each loop that does not go round; the agent is alive when empty
   * @param notReady one line for each thing that keeps the agent from its work; ready when empty
   */
  public record Sources(
      Metrics metrics,
      Supplier<List<String>> stuck,
      Supplier<List<String>> notReady,
      Supplier<List<CameraStatus>> cameras) {}

  /**
   * Starts listening.
   *
   * @throws ConfigException when the port is taken or the address is not this machine's
   */
  public static Console start(ConsoleConfig config, Sources sources) throws ConfigException {
    Javalin server = Javalin.create(javalin -> configure(javalin, config, sources));
    try {
      server.start();
      return new Console(server);
    } catch (RuntimeException failed) {
      server.stop();
      throw refusal(config, failed);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void configure(JavalinConfig javalin, ConsoleConfig config, Sources sources) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    QueuedThreadPool threads =
        new QueuedThreadPool(MAX_THREADS, MIN_THREADS, Math.toIntExact(IDLE.toMillis()));
    threads.setName("console");
    javalin.jetty.threadPool = threads;
    javalin.jetty.addConnector((server, http) -> connector(server, http, config));
    javalin.routes.get("/metrics", context -> metrics(context, sources));
    javalin.routes.get("/healthz", context -> health(context, sources.stuck().get()));
    javalin.routes.get("/readyz", context -> readiness(context, sources.notReady().get()));
    javalin.routes.get("/api/v1/status", context -> status(context, sources));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ConsoleConfig config) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_REQUEST_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(config.address());
    connector.setPort(config.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(MAX_WAITING_CONNECTIONS);
    return connector;
  }

  private static void metrics(Context context, Sources sources) {
    context.contentType(Metrics.CONTENT_TYPE).result(sources.metrics().scrape());
  }

  private static void health(Context context, List<String> stuck) {
    json(context, stuck, StatusJson.of("alive", stuck));
  }

  private static void readiness(Context context, List<String> notReady) {
    json(context, notReady, StatusJson.of("ready", notReady));
  }

  private static void status(Context context, Sources sources) {
    List<String> notReady = sources.notReady().get();
    json(context, List.of(), StatusJson.of(notReady, sources.cameras().get()));
  }

  private static void json(Context context, List<String> problems, String body) {
    context
        .status(problems.isEmpty() ? 200 : 503)
        .header("Cache-Control", "no-store")
        .contentType("application/json; charset=utf-8")
        .result(body);
  }

  private static ConfigException refusal(ConsoleConfig config, RuntimeException failed) {
    String where = config.address() + ":" + config.port();
    for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new ConfigException(
            "console: port %s is taken; is another outpost running? Else set console.port in agent.yaml"
                .formatted(where));
      }
    }
    throw failed;
  }
}
