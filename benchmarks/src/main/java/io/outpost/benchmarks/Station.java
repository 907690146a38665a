package io.outpost.benchmarks;

import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import io.outpost.benchmarks.streams.CameraStation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Simulated cameras in a process of their own, which can be killed and started again. */
final class Station implements AutoCloseable {
  static final String MAIN_ENDING = "-main";

  private final int hosts;
  private final List<String> clips = new ArrayList<>();
  private final int port;
  private Child child;

  /**
   * @param hosts loopback addresses to answer at beside 127.0.0.1
   * @param shown what its cameras show, the first until told otherwise
   */
  Station(int hosts, Clip... shown) throws IOException, InterruptedException {
    this(hosts, files(shown));
  }

  private Station(int hosts, List<String> shown) throws IOException {
    this.hosts = hosts;
    clips.addAll(shown);
    child = start(0);
    port = Integer.parseInt(child.greeting());
  }

  /** Cameras that show {@code sub}, and {@code main} at paths that end with {@code -main}. */
  static Station ofTwoStreams(Path main, Path sub) throws IOException {
    return new Station(0, List.of(sub.toString(), MAIN_ENDING + "=" + main));
  }

  /**
   * Cameras that show the scene in the size of a sub-stream, and at paths that end with {@code
   * -main} in that of a main stream; small there, too, where what is measured is worth nothing.
   */
  static Station ofTwoStreams(SceneSpec scene) throws Exception {
    Path sub = new SceneClip(scene, View.SUB).elementaryStream();
    Path main = Pause.settles() ? new SceneClip(scene, View.MAIN).elementaryStream() : sub;
    return ofTwoStreams(main, sub);
  }

  private static List<String> files(Clip... shown) throws IOException, InterruptedException {
    List<String> files = new ArrayList<>();
    for (Clip clip : shown) {
      files.add(clip.elementaryStream().toString());
    }
    return files;
  }

  private Child start(int atPort) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("" + atPort, "" + hosts));
    arguments.addAll(clips);
    return Child.start(CameraStation.class, Child.SMALL_FLAGS, arguments.toArray(String[]::new));
  }

  int port() {
    return port;
  }

  /**
   * The URL of its cameras but for {@code -NUMBER} behind it, and what else their paths end with.
   */
  String cameras() {
    return "rtsp://127.0.0.1:" + port + "/camera";
  }

  /** Numbered from 0; as many as {@code hosts}. */
  static String host(int number) {
    return "127.77.0." + (number + 1);
  }

  /** User and system time of its process until now. */
  long cpuNanos() throws IOException {
    return child.cpuNanos();
  }

  long[] ask(String command) throws IOException {
    String answer = child.ask(command);
    return answer.equals("OK") ? new long[0] : Child.numbers(answer);
  }

  void signal(String name) throws IOException, InterruptedException {
    child.signal(name);
  }

  /** At the same port; waits until it answers. */
  void restart() throws IOException {
    child = start(port);
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
