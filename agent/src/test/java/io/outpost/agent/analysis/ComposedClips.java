package io.outpost.agent.analysis;

import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clips made by ffmpeg of one beside the repository, which shows one person at a time. */
public final class ComposedClips {
  /** Seconds at which somebody else is seen, or the same somewhere else, for a second and more. */
  private static final double[] PEOPLE = {0.3, 3.5, 6.3, 8.0, 9.7, 11.5, 13.7, 16.2, 20.1};

  private final Path people;
  private final Path folder;

  /** Skips the test where the clip or ffmpeg is missing. */
  public ComposedClips(Path folder) {
    this.people = Requires.shared("footage/faces_asl_dev.mp4");
    this.folder = folder;
  }

  /** So many people in each of so many rows, side by side, for a second and a bit. */
  public Path crowd(int side, int width, int height) throws IOException, InterruptedException {
    int count = side * side;
    List<String> command = new ArrayList<>();
    StringBuilder filter = new StringBuilder();
    for (int i = 0; i < count; i++) {
      command.addAll(List.of("-ss", Double.toString(PEOPLE[i]), "-t", "1.4"));
      command.addAll(List.of("-i", people.toString()));
      filter.append(
          "[%d:v]setpts=PTS-STARTPTS,scale=%d:%d[p%d];"
              .formatted(i, width / side, height / side, i));
    }
    String layout =
        IntStream.range(0, count)
            .mapToObj(i -> i % side * (width / side) + "_" + i / side * (height / side))
            .collect(Collectors.joining("|"));
    IntStream.range(0, count).forEach(i -> filter.append("[p").append(i).append(']'));
    filter.append("xstack=inputs=%d:layout=%s,fps=10".formatted(count, layout));
    command.addAll(List.of("-filter_complex", filter.toString()));
    return make("crowd-%d-%d.mp4".formatted(side, width), command);
  }

  /**
   * One picture of somebody for so long, with a sensor's noise, ten pictures a second. Half of the
   * face is covered for three seconds in each ten, so that its track is lost.
   */
  Path poster(int seconds) throws IOException, InterruptedException {
    return make(
        "poster.mp4",
        List.of(
            "-ss",
            "0.5",
            "-t",
            "0.03",
            "-i",
            people.toString(),
            "-vf",
            "scale=320:240,loop=loop=-1:size=1,setpts=N/10/TB,fps=10,trim=duration="
                + seconds
                + ",drawbox=x=125:y=35:w=70:h=35:color=gray:t=fill:enable='gte(mod(t,10),7)'"
                + ",noise=alls=8:allf=t:all_seed=7"));
  }

  private Path make(String name, List<String> arguments) throws IOException, InterruptedException {
    Path clip = folder.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(Requires.command("ffmpeg", "ffmpeg").toString());
    command.addAll(List.of("-v", "error", "-y"));
    command.addAll(arguments);
    // One thread, for several share out bits by how fast each is.
    command.addAll(List.of("-an", "-c:v", "libx264", "-threads", "1", "-g", "20"));
    command.addAll(List.of("-pix_fmt", "yuv420p", "-bitexact", clip.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue() + ": " + output);
    }
    return clip;
  }
}
