package io.outpost.agent.vision;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one worker is had. Used by its link's thread alone. */
interface WorkerEndpoint {
  /** For logs, as in {@code child-0}. */
  String name();

  /** Makes sure that there is a worker, if that is in its hands. */
  void start() throws IOException;

  /**
   * Tries once to connect.
   *
   * @return null when the worker is not listening yet, but may soon be
   * @throws IOException when there is no use in trying again without {@link #start}
   */
  @Nullable SocketChannel connect() throws IOException;

  /** Ends the worker, if that is in its hands: asks first, then kills. */
  void stop();

  /** One endpoint a worker, as the settings say. */
  static List<WorkerEndpoint> of(VisionSettings settings) {
    List<WorkerEndpoint> endpoints = new ArrayList<>();
    for (Path socket : settings.sockets()) {
      endpoints.add(new ServiceWorker(socket));
    }
    if (settings.children() > 0) {
      ChildWorker.checkModels(settings.models());
    }
    for (int i = 0; i < settings.children(); i++) {
      endpoints.add(new ChildWorker("child-" + i, settings.models()));
    }
    return endpoints;
  }
}
