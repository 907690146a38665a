package io.outpost.agent.testing.onvif;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.outpost.agent.demo.device.Announced;
import io.outpost.agent.demo.device.HttpAnswers;
import io.outpost.agent.demo.device.ServicePath;
import io.outpost.agent.demo.device.SimulatedDevice;
import io.outpost.agent.demo.device.SimulatedEvent;
import io.outpost.agent.demo.device.SoapRefusal;
import io.outpost.agent.demo.device.SoapRequest;
import io.outpost.agent.testing.onvif.Gatekeeper.Verdict;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.onvif.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ONVIF camera on an address of this machine, by HTTP. It answers each service only where its
 * address says that it is. The answers are those of the demonstration's camera; what a camera does
 * wrong is put on top of them here.
 */
public final class OnvifSimulator implements AutoCloseable {
  private static final int CLOSE_SECONDS = 0;

  static {
    // Head and body leave as two segments: without this the second waits for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Temper temper;
  private final HttpServer main;
  private final HttpServer other;
  private final ExecutorService threads;
  private final Addresses addresses;
  private final Gatekeeper gate;
  private final SimulatedDevice device;
  private final SubscriptionHabits habits;
  private final AnswerSender sender;
  private final List<String> asked = new ArrayList<>();
  private final AtomicInteger snapshots = new AtomicInteger();

  private OnvifSimulator(Temper temper) throws IOException {
    this.temper = temper;
    main = HttpServer.create(new InetSocketAddress(temper.host, temper.port), 0);
    other = HttpServer.create(new InetSocketAddress(temper.host, 0), 0);
    addresses =
        new Addresses(
            temper.host,
            main.getAddress().getPort(),
            other.getAddress().getPort(),
            temper.rtspPort);
    gate = new Gatekeeper(temper);
    device =
        new SimulatedDevice(
            temper.identity(), temper.profiles, temper.places(addresses), temper.clock());
    habits = new SubscriptionHabits(temper, device);
    sender = new AnswerSender(temper, addresses);
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "onvif-simulator");
              thread.setDaemon(true);
              return thread;
            });
    for (HttpServer server : List.of(main, other)) {
      server.createContext("/", this::handle);
      server.setExecutor(threads);
      server.start();
    }
  }

  public static OnvifSimulator start(Temper temper) throws IOException {
    return new OnvifSimulator(temper);
  }

  /** Its device service. */
  public URI service() {
    return URI.create("http://" + temper.host + ":" + port() + temper.devicePath);
  }

  public int port() {
    return addresses.port();
  }

  /** What stands in its answer to a probe. */
  public Announced announced() {
    return device.announced();
  }

  /** The operations that it has answered, in order, refused ones too. */
  public List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** Waits until an operation was answered. */
  public void awaitAsked(String operation) throws InterruptedException {
    awaitAsked(operation, 1);
  }

  /** Waits until an operation was answered so often. */
  public void awaitAsked(String operation, int times) throws InterruptedException {
    synchronized (asked) {
      while (Collections.frequency(asked, operation) < times) {
        asked.wait();
      }
    }
  }

  private void asked(String operation) {
    synchronized (asked) {
      asked.add(operation);
      asked.notifyAll();
    }
  }

  /** How often a login was tried and refused: what real cameras count before they lock. */
  public int refusedLogins() {
    return gate.refused();
  }

  /** How often a login came, right or wrong or unasked for. */
  public int logins() {
    return gate.attempts();
  }

  /** How many snapshots were fetched. */
  public int snapshots() {
    return snapshots.get();
  }

  /** A property changes. */
  public void fire(SimulatedEvent event) {
    if (event.state() || !temper.neverReportsFalse) {
      device.fire(event);
    }
  }

  /** Forgets all subscriptions, as after a restart. */
  public void forgetSubscriptions() {
    device.forgetSubscriptions();
  }

  public int subscriptions() {
    return device.subscriptions();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (temper.redirect.isPresent()) {
        sender.redirect(exchange, temper.redirect.get());
      } else if (exchange.getRequestMethod().equals("GET")) {
        snapshots.incrementAndGet();
        sender.snapshot(exchange);
      } else {
        answer(exchange, body);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, byte[] bytes)
      throws IOException, InterruptedException {
    List<String> authorizations =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    String target = exchange.getRequestURI().toString();
    SoapRequest request;
    try {
      int port = exchange.getLocalAddress().getPort();
      request = habits.placed(SoapRequest.read(port, target, authorizations, habits.heard(bytes)));
    } catch (ProtocolException noSoap) {
      HttpAnswers.plain(exchange, 400, String.valueOf(noSoap.getMessage()));
      return;
    }
    try {
      answer(exchange, request);
    } finally {
      asked(request.operation());
    }
  }

  private void answer(HttpExchange exchange, SoapRequest request)
      throws IOException, InterruptedException {
    String target = request.target();
    if (!isAtItsPlace(request)) {
      HttpAnswers.plain(exchange, 404, request.operation() + " is not answered at " + target);
      return;
    }
    Verdict verdict = gate.judge(request);
    if (!verdict.admitted()) {
      refuse(exchange, verdict);
    } else if (temper.answers.containsKey(request.operation())) {
      String document = addresses.expand(temper.answers.get(request.operation()), "");
      sender.send(exchange, request.operation(), document.getBytes(StandardCharsets.UTF_8));
    } else {
      byBook(exchange, request);
    }
  }

  private void byBook(HttpExchange exchange, SoapRequest request)
      throws IOException, InterruptedException {
    byte[] answer;
    try {
      if (temper.unknown.contains(request.operation())) {
        throw SoapRefusal.notSupported(request.operation());
      }
      habits.refuseTooMany(request);
      answer = habits.said(request, device.answer(request));
    } catch (SoapRefusal refusal) {
      HttpAnswers.fault(exchange, 400, refusal);
      return;
    }
    sender.send(exchange, request.operation(), answer);
  }

  private boolean isAtItsPlace(SoapRequest request) {
    String last = request.target().substring(request.target().lastIndexOf('/') + 1);
    if (addresses.isAt(request, temper.subscriptionUri, last)) {
      return true;
    }
    Service service = request.service();
    return service == Service.DEVICE
        ? addresses.isAt(request, "http://{host}:{port}" + temper.devicePath, "")
        : addresses.isAt(request, temper.serviceUri, ServicePath.of(service));
  }

  private void refuse(HttpExchange exchange, Verdict verdict)
      throws IOException, InterruptedException {
    verdict
        .challenges()
        .forEach(value -> exchange.getResponseHeaders().add("WWW-Authenticate", value));
    if (temper.guard.isHttp() || temper.refusesWithoutWords) {
      HttpAnswers.plain(exchange, 401, "");
    } else {
      HttpAnswers.fault(
          exchange,
          temper.refusalStatus,
          new SoapRefusal("ter:NotAuthorized", "Sender not Authorized"));
    }
  }

  @Override
  public void close() {
    sender.close();
    device.forgetSubscriptions();
    main.stop(CLOSE_SECONDS);
    other.stop(CLOSE_SECONDS);
    threads.shutdownNow();
  }
}
