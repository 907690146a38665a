package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.upstream.SinkConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which cameras and sinks an entry of the credentials serves. */
final class CredentialUse {
  private final Map<String, List<String>> users = new TreeMap<>();
  private final boolean certain;

  private CredentialUse(boolean certain) {
    this.certain = certain;
  }

  static CredentialUse of(OutpostCommand outpost) throws ConfigException, IOException {
    CameraStore.Listing listing = outpost.cameras().list();
    CredentialUse use = new CredentialUse(listing.refused().isEmpty());
    for (Camera camera : listing.cameras()) {
      camera.credentials().ifPresent(name -> use.add(name, camera.id()));
    }
    for (SinkConfig sink : outpost.agentConfig().sinks()) {
      if (sink instanceof SinkConfig.Mqtt mqtt) {
        mqtt.credentials().ifPresent(name -> use.add(name, "sink " + mqtt.name()));
      }
    }
    return use;
  }

  private void add(String name, String user) {
    users.computeIfAbsent(name, any -> new ArrayList<>()).add(user);
  }

  List<String> of(String name) {
    return users.getOrDefault(name, List.of());
  }

  /** Whether nothing uses it; never so while a camera file cannot be read, which may name it. */
  boolean isFree(String name) {
    return certain && of(name).isEmpty();
  }
}
