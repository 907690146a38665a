package io.outpost.agent.demo;

import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What to type in a second terminal, as it would be typed before a real camera.
 *
 * @param folder that the agent runs on
 * @param camera its host and port
 */
record NextCommands(Path folder, String networkInterface, String camera, Lane lane) {
  List<String> lines() {
    return List.of(
        "export OUTPOST_CONFIG=" + folder,
        "outpost camera discover --interface " + networkInterface,
        "outpost camera doctor " + camera + " --user demo",
        "outpost camera add yard --address "
            + camera
            + " --user demo --faces --lane "
            + laneOption(),
        "outpost camera list",
        "outpost camera snapshot yard");
  }

  private String laneOption() {
    String corners =
        lane.polygon().corners().stream()
            .map(NextCommands::corner)
            .collect(Collectors.joining(" "));
    String classes =
        lane.classes().stream().map(ObjectClass::label).sorted().collect(Collectors.joining(","));
    return "\"%s:%dms:%s:%s\"".formatted(lane.id(), lane.dwell().toMillis(), corners, classes);
  }

  private static String corner(Point point) {
    return String.format(Locale.ROOT, "%.3f,%.3f", point.x(), point.y());
  }
}
