package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.onvif.DiscoveredDevice;
import io.outpost.agent.onvif.Discovery;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the cameras that answer on the network. */
@Command(
    name = "discover",
    description = {
      "List the ONVIF devices that answer on the network, and which are registered already.",
      "A camera that is registered and answers from another address is named: --update follows it."
    },
    footer = {
      "",
      "Examples:",
      "  outpost camera discover",
      "  outpost camera discover --interface eth1 --json"
    })
final class CameraDiscoverCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Ask on this interface alone; else on all that are up.")
  private Optional<String> networkInterface = Optional.empty();

  @Option(
      names = "--update",
      description = "Write the new address of cameras that have moved into their files.")
  private boolean update;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  CameraDiscoverCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    List<Camera> cameras = outpost.cameras().list().cameras();
    List<DiscoveredDevice> devices =
        new Progress(outpost.terminal())
            .during(
                "asking who is there", () -> Discovery.run(networkInterface, SystemTime.INSTANCE));
    KnownDevices known = new KnownDevices(cameras);
    if (json) {
      printJson(devices, known);
    } else {
      printTable(devices, known);
    }
    follow(devices, known);
    return ExitCode.OK.code();
  }

  private void printTable(List<DiscoveredDevice> devices, KnownDevices known) {
    if (devices.isEmpty()) {
      notice(
          "no camera answers; is this box in the cameras' network, and is ONVIF switched on in them?"
              + " 'outpost camera doctor ADDRESS' looks at one");
      return;
    }
    Table table = new Table("ADDRESS", "NAME", "MODEL", "INTERFACE", "REGISTERED");
    for (DiscoveredDevice device : devices) {
      table.add(
          device.address(),
          device.announcement().scopes().name().orElse("-"),
          device.announcement().scopes().hardware().orElse("-"),
          device.networkInterface(),
          known.find(device).map(Camera::id).orElse("-"));
    }
    table.print(outpost.terminal().out(), outpost.terminal().words());
  }

  private void printJson(List<DiscoveredDevice> devices, KnownDevices known) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (DiscoveredDevice device : devices) {
      ObjectNode entry = list.addObject();
      entry.put("address", device.address());
      entry.put("service", device.service().toString());
      entry.put("endpoint", device.endpoint());
      device.announcement().scopes().name().ifPresent(name -> entry.put("name", name));
      device.announcement().scopes().hardware().ifPresent(model -> entry.put("model", model));
      device.announcement().scopes().location().ifPresent(place -> entry.put("location", place));
      entry.put("interface", device.networkInterface());
      known
          .find(device)
          .ifPresent(
              camera -> {
                entry.put("registered", camera.id());
                entry.put("moved", known.movedFrom(camera, device).isPresent());
              });
    }
    outpost.terminal().out().println(list.toPrettyString());
  }

  /** Of cameras that have moved, says so or goes along. */
  private void follow(List<DiscoveredDevice> devices, KnownDevices known)
      throws ConfigException, IOException {
    for (DiscoveredDevice device : devices) {
      Optional<Camera> camera = known.find(device);
      Optional<String> before = camera.flatMap(found -> known.movedFrom(found, device));
      if (camera.isEmpty() || before.isEmpty()) {
        continue;
      }
      String moved =
          "camera %s has moved from %s to %s"
              .formatted(camera.get().id(), before.get(), device.address());
      if (update) {
        outpost.cameras().write(CameraHost.moved(camera.get(), device.service()));
        notice(moved + "; its file says so now");
      } else {
        notice(
            moved
                + "; 'outpost camera discover --update' or 'outpost camera edit %s --address %s' follows"
                    .formatted(camera.get().id(), device.address()));
      }
    }
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
