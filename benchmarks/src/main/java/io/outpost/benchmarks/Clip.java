package io.outpost.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test clip, made once and kept in {@code target/clips}: H.264 High without B-frames at a
 * constant bit rate, a key frame every two seconds, as cameras send it.
 */
public record Clip(String name, int width, int height, int pictures, int kilobitsPerSecond) {
  public static final int PICTURES_PER_SECOND = 25;
  static final int PICTURES_PER_GROUP = 50;
  private static final long SEED = 20_261_125;

  /** What a detector looks at when there is no smaller stream. */
  static final Clip MAIN = new Clip("h264-1080p", 1920, 1080, 500, 2800);

  /** A sub-stream. */
  static final Clip SUB = new Clip("h264-640x360", 640, 360, 1500, 500);

  /** A sub-stream that was set smaller. */
  static final Clip SMALL = new Clip("h264-320x180", 320, 180, 100, 250);

  /** A camera with its bit rate turned up, short: what ingestion has to carry. */
  public static final Clip STREAM = new Clip("h264-1080p-4mbit", 1920, 1080, 100, 4000);

  /** The bit rate most stations run their cameras at. */
  static final Clip STATION = new Clip("h264-1080p-2750kbit", 1920, 1080, 100, 2750);

  /** The same pictures, fewer of them. */
  Clip shortened() {
    return new Clip(name, width, height, pictures / 5, kilobitsPerSecond);
  }

  double seconds() {
    return (double) pictures / PICTURES_PER_SECOND;
  }

  /** The MP4 file, made now if it is not there yet. */
  Path file() throws IOException, InterruptedException {
    Path stream = elementaryStream();
    return made(".mp4", file -> encoder("-i", stream.toString(), "-c", "copy", file.toString()));
  }

  /** Each picture in Annex B, parameter sets in front of every key picture. */
  public List<byte[]> accessUnits() throws IOException, InterruptedException {
    return split(Files.readAllBytes(elementaryStream()));
  }

  /** The access units of a stream that has a delimiter in front of each. */
  public static List<byte[]> split(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int start = 0;
    for (int at = 1; at <= stream.length; at++) {
      if (at == stream.length || startsAccessUnit(stream, at)) {
        units.add(Arrays.copyOfRange(stream, start, at));
        start = at;
      }
    }
    return units;
  }

  /** The encoder puts an access unit delimiter (NAL type 9) in front of every picture. */
  private static boolean startsAccessUnit(byte[] stream, int at) {
    return at + 5 <= stream.length
        && stream[at] == 0
        && stream[at + 1] == 0
        && stream[at + 2] == 0
        && stream[at + 3] == 1
        && (stream[at + 4] & 0x1f) == 9;
  }

  /** The H.264 file in Annex B, made now if it is not there yet. */
  Path elementaryStream() throws IOException, InterruptedException {
    String rate = kilobitsPerSecond + "k";
    return made(
        ".h264",
        file ->
            encoder(
                Stream.of(
                        List.of("-f", "rawvideo", "-pix_fmt", "yuv420p"),
                        List.of("-video_size", width + "x" + height),
                        List.of("-framerate", "" + PICTURES_PER_SECOND, "-i", "-"),
                        List.of("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"),
                        List.of("-bf", "0", "-g", "" + PICTURES_PER_GROUP, "-sc_threshold", "0"),
                        List.of("-b:v", rate, "-maxrate", rate, "-bufsize", rate),
                        List.of("-x264-params", "aud=1:repeat-headers=1"),
                        List.of(file.toString()))
                    .flatMap(List::stream)
                    .toArray(String[]::new)));
  }

  /** How a file is made. */
  private interface Maker {
    Process start(Path file) throws IOException;
  }

  /** Makes the file under another name first, so that a broken run leaves nothing behind. */
  private Path made(String ending, Maker maker) throws IOException, InterruptedException {
    Path file = Home.target().resolve("clips/" + name + "-" + pictures + ending);
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling(ProcessHandle.current().pid() + ending);
    Process process = maker.start(unfinished);
    try (OutputStream raw = new BufferedOutputStream(process.getOutputStream(), 1 << 20)) {
      if (ending.equals(".h264")) {
        draw(raw);
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the encoder ended with " + process.exitValue() + " on " + file);
    }
    return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void draw(OutputStream raw) throws IOException {
    Scene scene = new Scene(width, height, SEED);
    for (int picture = 0; picture < pictures; picture++) {
      scene.write(picture, raw);
    }
  }

  private static Process encoder(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Home.encoder().toString(), "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }
}
