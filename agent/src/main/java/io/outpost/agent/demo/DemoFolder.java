package io.outpost.agent.demo;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one demonstration: the configuration as an operator would write it, and below
 * {@code state} what the agent makes of it.
 */
record DemoFolder(Path path) {
  static final String AGENT = "demo";
  static final String SINK = "file";
  private static final String CAMERA = "demo";

  static DemoFolder create() throws IOException {
    return new DemoFolder(Files.createTempDirectory("outpost-demo-"));
  }

  /** The agent's own settings, without a camera. */
  void write() throws IOException {
    Files.writeString(
        path.resolve("agent.yaml"),
        """
        agent: %s
        stateDirectory: state
        console: {address: 127.0.0.1, port: %d}
        worker: {count: 1}
        outbox: {quota: 512MiB}
        sinks:
          - {name: %s, type: jsonl, directory: state/events}
        """
            .formatted(AGENT, freePort(), SINK));
  }

  /** For the console, so that commands in this folder find the agent that runs on it. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void addCamera(URI stream, Optional<Credentials> credentials, Lane lane)
      throws ConfigException, IOException {
    if (credentials.isPresent()) {
      CredentialStore.open(path.resolve("credentials.yaml")).put(CAMERA, credentials.get());
    }
    new CameraStore(path.resolve("cameras.d"))
        .write(
            new CameraDraft(CAMERA, new Streams(stream, Optional.empty()))
                .name("Demonstration")
                .kind(Camera.Kind.HIGHWAY)
                .credentials(credentials.map(any -> CAMERA))
                .faces(new Faces(true, Faces.DISABLED.minWidth()))
                .lanes(List.of(lane))
                .build());
  }

  Path outbox() {
    return path.resolve("state/outbox");
  }

  /** What the sink of JSON lines writes. */
  Path eventsFile() {
    return path.resolve("state/events/events.jsonl");
  }

  Path images() {
    return path.resolve("state/events/images");
  }
}
