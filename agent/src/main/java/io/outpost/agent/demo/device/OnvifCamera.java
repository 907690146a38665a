package io.outpost.agent.demo.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.http.ServerAuthenticator;
import io.outpost.protocols.onvif.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A well-behaved ONVIF camera with one profile on an address of this machine: by HTTP, and by
 * WS-Discovery on the interface of that address. It takes a WS-UsernameToken digest or HTTP digest;
 * its clock alone it tells everybody, by the book.
 */
public final class OnvifCamera implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 64 << 10;
  private static final int MAX_DISCARDED_BYTES = 4 << 20;
  private static final int MAX_THREADS = 16;
  private static final Duration TOKEN_WINDOW = Duration.ofMinutes(5);

  static {
    // Head and body leave as two segments: without this the second waits for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Setting setting;
  private final HttpServer http;
  private final ExecutorService threads;
  private final SimulatedDevice device;
  private final DiscoveryResponder discovery;
  private final UsernameTokens tokens;
  private final ServerAuthenticator digest;

  /**
   * What is served.
   *
   * @param address to listen on
   * @param stream the RTSP address of the profile
   * @param snapshot a JPEG
   */
  public record Setting(
      DeviceIdentity identity,
      SimulatedProfile profile,
      InetAddress address,
      String stream,
      byte[] snapshot,
      Credentials login,
      TimeSource clock) {}

  private OnvifCamera(Setting setting) throws IOException {
    this.setting = setting;
    http = HttpServer.create(new InetSocketAddress(setting.address(), 0), 0);
    device =
        new SimulatedDevice(
            setting.identity(), List.of(setting.profile()), places(), setting.clock());
    tokens = new UsernameTokens(setting.login(), TOKEN_WINDOW);
    digest =
        new ServerAuthenticator(
            "outpost demo",
            new Login(setting.login().user(), setting.login().password()::reveal),
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
            () -> UUID.randomUUID().toString());
    try {
      discovery =
          DiscoveryResponder.open(
              NetworkInterface.getByInetAddress(setting.address()), List.of(device.announced()));
    } catch (IOException taken) {
      http.stop(0);
      throw taken;
    }
    threads = Executors.newFixedThreadPool(MAX_THREADS, OnvifCamera::daemon);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  /**
   * Starts to answer.
   *
   * @throws IOException when an address cannot be bound
   */
  public static OnvifCamera open(Setting setting) throws IOException {
    return new OnvifCamera(setting);
  }

  /** Host and port, as a person gives them. */
  public String authority() {
    return setting.address().getHostAddress() + ":" + http.getAddress().getPort();
  }

  /** The lens notices, or notices no more, that something moves. */
  public void motion(boolean now) {
    device.fire(new SimulatedEvent(SimulatedEvent.Topic.MOTION, setting.profile().source(), now));
  }

  private DevicePlaces places() {
    String root = "http://" + authority();
    Map<Service, String> services = new EnumMap<>(Service.class);
    for (Service one : List.of(Service.DEVICE, Service.MEDIA, Service.EVENTS)) {
      services.put(one, root + path(one));
    }
    return new DevicePlaces(
        setting.address().getHostAddress(),
        services,
        token -> setting.stream(),
        token -> root + "/snapshot/" + token,
        id -> root + path(Service.SUBSCRIPTION) + "/" + id);
  }

  private static String path(Service service) {
    return "/onvif/" + ServicePath.of(service);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES);
      if (body.length == MAX_REQUEST_BYTES) {
        // An answer while the asker still sends would be lost with the connection.
        exchange.getRequestBody().readNBytes(MAX_DISCARDED_BYTES);
        exchange.getResponseHeaders().set("Connection", "close");
      }
      List<String> authorizations =
          exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
      String target = exchange.getRequestURI().toString();
      if (!exchange.getRequestMethod().equals("GET")) {
        question(exchange, target, authorizations, body);
      } else if (admits(exchange, target, authorizations)) {
        HttpAnswers.whole(exchange, 200, "image/jpeg", setting.snapshot());
      }
    }
  }

  private void question(
      HttpExchange exchange, String target, List<String> authorizations, byte[] body)
      throws IOException {
    SoapRequest request;
    try {
      int port = exchange.getLocalAddress().getPort();
      request = SoapRequest.read(port, target, authorizations, body);
    } catch (ProtocolException noSoap) {
      HttpAnswers.plain(exchange, 400, String.valueOf(noSoap.getMessage()));
      return;
    }
    answer(exchange, request);
  }

  private void answer(HttpExchange exchange, SoapRequest request) throws IOException {
    try {
      if (!isAtItsPlace(request)) {
        HttpAnswers.plain(exchange, 404, request.operation() + " is not answered here");
      } else if (admits(exchange, request)) {
        HttpAnswers.soap(exchange, 200, device.answer(request));
      }
    } catch (SoapRefusal refusal) {
      HttpAnswers.fault(exchange, 400, refusal);
    }
  }

  private static boolean isAtItsPlace(SoapRequest request) {
    String subscriptions = path(Service.SUBSCRIPTION) + "/";
    return request.target().equals(path(request.service()))
        || request.target().startsWith(subscriptions);
  }

  /** Whether the password was proved, or none is wanted; else the answer has gone out. */
  private boolean admits(HttpExchange exchange, SoapRequest request) throws IOException {
    if (request.operation().equals("GetSystemDateAndTime")) {
      return true;
    }
    if (request.token().isEmpty()) {
      return admits(exchange, request.target(), request.authorizations());
    }
    if (request
        .token()
        .filter(token -> tokens.isGoodDigest(token, setting.clock().now()))
        .isPresent()) {
      return true;
    }
    throw new SoapRefusal("ter:NotAuthorized", "Sender not Authorized");
  }

  private synchronized boolean admits(
      HttpExchange exchange, String target, List<String> authorizations) throws IOException {
    Optional<List<String>> challenges =
        digest.challenge(exchange.getRequestMethod(), target, authorizations);
    if (challenges.isPresent()) {
      challenges.get().forEach(v -> exchange.getResponseHeaders().add("WWW-Authenticate", v));
      HttpAnswers.plain(exchange, 401, "");
    }
    return challenges.isEmpty();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo-onvif");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    discovery.close();
    device.forgetSubscriptions();
    http.stop(0);
    threads.shutdownNow();
  }
}
