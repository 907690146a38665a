package io.outpost.agent.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Looks which of a camera's usual ports take connections, all at once. */
final class PortScan {
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private PortScan() {}

  /**
   * Tries each port.
   *
   * @return those that take connections, in the order given
   */
  static List<Integer> open(String host, List<Integer> ports, ExecutorService threads)
      throws InterruptedException {
    Map<Integer, Future<Boolean>> tries = new LinkedHashMap<>();
    ports.forEach(port -> tries.put(port, threads.submit(() -> takes(host, port))));
    List<Integer> open = new ArrayList<>();
    for (Map.Entry<Integer, Future<Boolean>> one : tries.entrySet()) {
      try {
        if (one.getValue().get()) {
          open.add(one.getKey());
        }
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed);
      }
    }
    return open;
  }

  private static boolean takes(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
      return true;
    } catch (IOException | RuntimeException closed) { // an unknown host is an unchecked one
      return false;
    }
  }
}
