package io.outpost.agent.testing.onvif;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Answers of a real camera, in which its port is filled in; its address stays that of then. */
public final class RecordedAnswers {
  private static final String PLACE = "192.168.68.111";

  private RecordedAnswers() {}

  /**
   * Lets a camera answer as recorded.
   *
   * @param folder with a file for each operation, such as {@code GetScopes.xml}
   */
  public static Temper of(Path folder) throws IOException {
    Temper temper =
        new Temper()
            .devicePath("/onvif/services")
            .serviceUri("http://" + PLACE + ":{port}/onvif/services");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> recorded = files.filter(file -> file.toString().endsWith(".xml")).toList();
      for (Path file : recorded) {
        String name = file.getFileName().toString().replace(".xml", "");
        String operation = name.substring(name.lastIndexOf('.') + 1);
        temper.answers(operation, filledIn(Files.readString(file)));
      }
    }
    return temper;
  }

  private static String filledIn(String text) {
    return text.replace("http://" + PLACE + "/", "http://" + PLACE + ":{port}/")
        .replace("{{=it.hostname}}", "{host}")
        .replace("{{=it.port}}", "{port}")
        .replace("{{=it.pullPointUrl}}", "/onvif/subscription/1")
        .replace("{{=new Date().toISOString()}}", "2026-03-01T08:00:00.500Z")
        .replace("{{=new Date(Date.now()+5000).toISOString()}}", "2026-03-01T08:00:05.500Z")
        .replaceAll("\\{\\{\\?[^}]*}}", "");
  }
}
