package io.outpost.agent.testing.onvif;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.demo.device.DeviceIdentity;
import io.outpost.agent.demo.device.DevicePlaces;
import io.outpost.agent.demo.device.ServicePath;
import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.onvif.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * How a simulated camera behaves; by the book unless told otherwise. To be set before it starts.
 *
 * <p>Addresses are templates. In them {@code {host}} and {@code {port}} stand for where the camera
 * listens, {@code {other}} for a second port of its own, {@code {rtsp}} for its RTSP port, and
 * {@code {service}}, {@code {profile}} and {@code {id}} for what the address is of.
 */
public final class Temper {
  String manufacturer = "Outpost";
  String model = "Simulated 4";
  Optional<String> hardwareId = Optional.of("SIM-4");
  String name = "Gate North";
  String endpoint = "urn:uuid:" + UUID.randomUUID();
  String host = "127.0.0.1";
  int port;
  int rtspPort = 554;
  TimeSource time = SystemTime.INSTANCE;
  Duration clockOffset = Duration.ZERO;

  Guard guard = Guard.OPEN;
  Optional<Credentials> credentials = Optional.empty();
  int refusalStatus = 400;
  boolean refusesWithoutWords;
  boolean clockNeedsLogin;
  boolean nonceOnce;
  Duration tokenWindow = Duration.ofMinutes(5);

  List<SimulatedProfile> profiles =
      List.of(
          SimulatedProfile.of("main", "H264", 2560, 1440),
          SimulatedProfile.of("sub", "H264", 640, 360));
  boolean media = true;
  boolean media2;
  String devicePath = "/onvif/device_service";
  String serviceUri = "http://{host}:{port}/onvif/{service}";
  String streamUri = "rtsp://{host}:{rtsp}/{profile}";
  String snapshotUri = "http://{host}:{port}/snapshot/{profile}";
  byte[] snapshot = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};

  String subscriptionUri = "http://{host}:{port}/onvif/subscription/{id}";
  boolean subscriptionByReference;
  boolean expiresAtOnce;
  boolean neverReportsFalse;
  boolean answersPullsAtOnce;
  int maxSubscriptions = Integer.MAX_VALUE;

  final Set<String> unknown = new HashSet<>();
  final Map<String, Delivery> deliveries = new HashMap<>();
  final Map<String, String> answers = new ConcurrentHashMap<>();
  UnaryOperator<String> mangling = UnaryOperator.identity();
  Optional<String> redirect = Optional.empty();

  DeviceIdentity identity() {
    return new DeviceIdentity(manufacturer, model, hardwareId, name, endpoint);
  }

  /** By the camera's clock. */
  TimeSource clock() {
    return new TimeSource() {
      @Override
      public Instant now() {
        return time.now().plus(clockOffset);
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }

  /** Media2 first, since that is where clients that match on "media" go wrong. */
  DevicePlaces places(Addresses addresses) {
    Map<Service, String> services = new LinkedHashMap<>();
    services.put(Service.DEVICE, "http://{host}:{port}" + devicePath);
    if (media2) {
      services.put(Service.MEDIA2, serviceUri);
    }
    if (media) {
      services.put(Service.MEDIA, serviceUri);
    }
    services.put(Service.EVENTS, serviceUri);
    services.replaceAll((service, uri) -> addresses.expand(uri, ServicePath.of(service)));
    return new DevicePlaces(
        host,
        services,
        token -> addresses.expand(streamUri, token),
        token -> addresses.expand(snapshotUri, token),
        id -> addresses.expand(subscriptionUri, id));
  }

  public Temper make(String maker, String type) {
    manufacturer = maker;
    model = type;
    return this;
  }

  public Temper named(String text) {
    name = text;
    return this;
  }

  /** The endpoint reference, {@code urn:uuid:...}. */
  public Temper endpoint(String reference) {
    endpoint = reference;
    return this;
  }

  public Temper withoutHardwareId() {
    hardwareId = Optional.empty();
    return this;
  }

  /** The address to listen on. */
  public Temper host(String address) {
    host = address;
    return this;
  }

  /** The port to listen on; otherwise a free one. */
  public Temper port(int number) {
    port = number;
    return this;
  }

  /** Where its streams are, as far as the addresses say. */
  public Temper rtspPort(int number) {
    rtspPort = number;
    return this;
  }

  public Temper time(TimeSource source) {
    time = source;
    return this;
  }

  /** How far its clock is ahead. */
  public Temper clockAhead(Duration offset) {
    clockOffset = offset;
    return this;
  }

  /** Wants this login, proved in this way and no other. */
  public Temper guarded(Guard by, Credentials login) {
    guard = by;
    credentials = Optional.of(login);
    return this;
  }

  /** The HTTP status of the fault that refuses a login. */
  public Temper refusesUnder(int httpStatus) {
    refusalStatus = httpStatus;
    return this;
  }

  /** A login is refused by a bare 401, without a fault. */
  public Temper refusesWithoutWords() {
    refusesWithoutWords = true;
    refusalStatus = 401;
    return this;
  }

  public Temper clockNeedsLogin() {
    clockNeedsLogin = true;
    return this;
  }

  public Temper takesNoncesOnce() {
    nonceOnce = true;
    return this;
  }

  /** How far a token's time may be from the camera's. */
  public Temper tokenWindow(Duration window) {
    tokenWindow = window;
    return this;
  }

  public Temper profiles(SimulatedProfile... all) {
    profiles = List.of(all);
    return this;
  }

  /** Has Media2 beside Media, and lists it first. */
  public Temper withMedia2() {
    media2 = true;
    return this;
  }

  public Temper withoutMedia() {
    media = false;
    return this;
  }

  public Temper devicePath(String path) {
    devicePath = path;
    return this;
  }

  /** Where services are, and are said to be. */
  public Temper serviceUri(String template) {
    serviceUri = template;
    return this;
  }

  public Temper streamUri(String template) {
    streamUri = template;
    return this;
  }

  public Temper snapshotUri(String template) {
    snapshotUri = template;
    return this;
  }

  public Temper emptySnapshot() {
    snapshot = new byte[0];
    return this;
  }

  public Temper subscriptionUri(String template) {
    subscriptionUri = template;
    return this;
  }

  /** One address for all subscriptions, told apart by a reference parameter. */
  public Temper subscriptionsByReference() {
    subscriptionByReference = true;
    return this;
  }

  /** A subscription ends as it begins. */
  public Temper subscriptionExpiresAtOnce() {
    expiresAtOnce = true;
    return this;
  }

  public Temper neverReportsFalse() {
    neverReportsFalse = true;
    return this;
  }

  /** Does not hold a pull until there is something. */
  public Temper answersPullsAtOnce() {
    answersPullsAtOnce = true;
    return this;
  }

  public Temper maxSubscriptions(int count) {
    maxSubscriptions = count;
    return this;
  }

  /** Does not know an operation, such as {@code GetServices}. */
  public Temper without(String operation) {
    unknown.add(operation);
    return this;
  }

  public Temper delivers(String operation, Delivery how) {
    deliveries.put(operation, how);
    return this;
  }

  /** Answers an operation with this document, in which the marks of addresses are filled in. */
  public Temper answers(String operation, String document) {
    answers.put(operation, document);
    return this;
  }

  /** Does something to each answer before it goes out. */
  public Temper mangles(UnaryOperator<String> change) {
    mangling = change;
    return this;
  }

  /** Sends every request on to another address, a template. */
  public Temper redirects(String template) {
    redirect = Optional.of(template);
    return this;
  }
}
