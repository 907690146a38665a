package io.outpost.benchmarks;

import io.outpost.protocols.rtp.VideoCodec;
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
 * A test clip, made once and kept in {@code target/clips}: H.264 High or HEVC Main without B-frames
 * at a constant bit rate, a key frame every two seconds, as cameras send it.
 *
 * @param name begins with the codec's
 */
public record Clip(String name, int width, int height, int pictures, int kilobitsPerSecond) {
  public static final int PICTURES_PER_SECOND = 25;
  static final int PICTURES_PER_GROUP = 50;
  private static final long SEED = 20_261_125;

  /** What a detector looks at when there is no smaller stream. */
  static final Clip MAIN = new Clip("h264-1080p", 1920, 1080, 500, 2800);

  /** A sub-stream. */
  static final Clip SUB = new Clip("h264-640x360", 640, 360, 1500, 500);

  /** The same pictures in HEVC, with as many bits as cameras are given for it. */
  static final Clip HEVC_MAIN = new Clip("hevc-1080p", 1920, 1080, 500, 2000);

  static final Clip HEVC_SUB = new Clip("hevc-640x360", 640, 360, 1500, 350);

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
    return split(Files.readAllBytes(elementaryStream()), codec());
  }

  VideoCodec codec() {
    return name.startsWith("hevc") ? VideoCodec.H265 : VideoCodec.H264;
  }

  /** The access units of H.264 that has a delimiter in front of each. */
  public static List<byte[]> split(byte[] stream) {
    return split(stream, VideoCodec.H264);
  }

  private static List<byte[]> split(byte[] stream, VideoCodec codec) {
    List<byte[]> units = new ArrayList<>();
    int start = 0;
    for (int at = 1; at <= stream.length; at++) {
      if (at == stream.length || startsAccessUnit(stream, at, codec)) {
        units.add(Arrays.copyOfRange(stream, start, at));
        start = at;
      }
    }
    return units;
  }

  /** The encoder puts a delimiter (H.264: NAL type 9, HEVC: 35) in front of every picture. */
  private static boolean startsAccessUnit(byte[] stream, int at, VideoCodec codec) {
    return at + 5 <= stream.length
        && stream[at] == 0
        && stream[at + 1] == 0
        && stream[at + 2] == 0
        && stream[at + 3] == 1
        && (codec == VideoCodec.H265
            ? (stream[at + 4] >> 1 & 0x3f) == 35
            : (stream[at + 4] & 0x1f) == 9);
  }

  /** The file in Annex B, made now if it is not there yet. */
  Path elementaryStream() throws IOException, InterruptedException {
    String rate = kilobitsPerSecond + "k";
    return made(
        codec() == VideoCodec.H265 ? ".hevc" : ".h264",
        file ->
            encoder(
                Stream.of(
                        List.of("-f", "rawvideo", "-pix_fmt", "yuv420p"),
                        List.of("-video_size", width + "x" + height),
                        List.of("-framerate", "" + PICTURES_PER_SECOND, "-i", "-"),
                        coding(),
                        List.of("-b:v", rate, "-maxrate", rate, "-bufsize", rate),
                        List.of(file.toString()))
                    .flatMap(List::stream)
                    .toArray(String[]::new)));
  }

  private List<String> coding() {
    String group = "" + PICTURES_PER_GROUP;
    return switch (codec()) {
      case H264 ->
          List.of(
              ("-c:v libx264 -preset veryfast -profile:v high -bf 0 -sc_threshold 0 -g "
                      + group
                      + " -x264-params aud=1:repeat-headers=1")
                  .split(" ", -1));
      case H265 ->
          List.of(
              ("-c:v libx265 -preset superfast -x265-params log-level=error:bframes=0:scenecut=0"
                      + ":open-gop=0:aud=1:repeat-headers=1:keyint="
                      + group)
                  .split(" ", -1));
      case JPEG -> throw new IllegalStateException("no clip is JPEG");
    };
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
      if (!ending.equals(".mp4")) {
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
