package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.demo.device.Announced;
import io.outpost.agent.demo.device.DiscoveryResponder;
import io.outpost.agent.testing.Namespace;
import io.outpost.agent.testing.onvif.BadNeighbour;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.onvif.DiscoveryDialect;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Discovery in a network of its own, where nothing else answers and nobody else hears. */
class DiscoveryIT {
  private static final int DEVICES = 200;
  private static final String FOUND = "FOUND ";
  private static final String TOOK = "TOOK ";

  private static Announced device(int number) {
    String address = "127.0." + (1 + number / 200) + "." + (1 + number % 200);
    return new Announced(
        address,
        "urn:uuid:00000000-0000-4000-8000-" + "%012d".formatted(number),
        "http://" + address + "/onvif/device_service",
        List.of("onvif://www.onvif.org/name/Camera%20" + number));
  }

  @Test
  void twoHundredDevices_inBothDialects_areFoundOnceEach() throws Exception {
    List<String> lines = Namespace.run(Switch.class, Integer.toString(DEVICES));

    List<String> expected =
        IntStream.range(0, DEVICES)
            .mapToObj(DiscoveryIT::device)
            .map(device -> FOUND + device.endpoint() + " " + device.serviceUris())
            .toList();
    assertThat(lines)
        .filteredOn(line -> line.startsWith(FOUND))
        .containsExactlyElementsOf(expected);
    // How long it took is for looking at: a loaded machine would make it a matter of luck.
    lines.stream().filter(line -> line.startsWith(TOOK)).forEach(System.out::println);
  }

  @Test
  void strangersGarbageAndOtherAnswers_arePassedOver() throws Exception {
    List<String> lines = Namespace.run(BadCompany.class);

    assertThat(lines)
        .filteredOn(line -> line.startsWith(FOUND))
        .containsExactly(FOUND + device(0).endpoint() + " " + device(0).serviceUris());
  }

  /** Runs in the namespace: so many devices that all answer at once. */
  static final class Switch {
    private Switch() {}

    public static void main(String[] arguments) throws Exception {
      int count = Integer.parseInt(arguments[0]);
      List<Announced> devices = IntStream.range(0, count).mapToObj(DiscoveryIT::device).toList();
      discover(devices, List.of());
    }
  }

  /** Runs in the namespace: one device, and others that should have kept silent. */
  static final class BadCompany {
    private BadCompany() {}

    public static void main(String[] arguments) throws Exception {
      List<byte[]> beside = new ArrayList<>();
      beside.add("NOTIFY * HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      beside.add(new byte[0]);
      beside.add("<Envelope><Body>".getBytes(StandardCharsets.US_ASCII));
      for (DiscoveryDialect dialect : DiscoveryDialect.values()) {
        beside.add(DiscoveryResponder.match(dialect, device(1), "urn:uuid:" + UUID.randomUUID()));
      }
      discover(List.of(device(0)), beside);
    }
  }

  private static void discover(List<Announced> devices, List<byte[]> beside) throws Exception {
    NetworkInterface loopback = NetworkInterface.getByName("lo");
    try (BadNeighbour neighbour = BadNeighbour.open(loopback, beside);
        DiscoveryResponder responder = DiscoveryResponder.open(loopback, devices)) {
      long start = System.nanoTime();
      List<DiscoveredDevice> found = Discovery.run(Optional.of("lo"), SystemTime.INSTANCE);
      long millis = (System.nanoTime() - start) / 1_000_000;
      found.forEach(
          device -> System.out.println(FOUND + device.endpoint() + " " + device.service()));
      System.out.println(TOOK + millis);
      assertThat(List.of(neighbour, responder)).doesNotContainNull();
    }
  }
}
