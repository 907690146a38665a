package io.outpost.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What makes pictures worse than those a clip was recorded with, by ffmpeg. With the same release
 * of ffmpeg the same clip comes out, byte for byte.
 */
public enum Degradation {
  /** Half the bits of the clip. */
  HALF_BITRATE,
  /** Of a cheap sensor that is short of light, another in each picture. */
  NOISE,
  /**
   * Three of a hundred pictures never come, and those that build on them come all the same. Coded
   * as cameras do, with a key picture in 50 and no pictures that look ahead.
   */
  LOSS,
  /** Five pictures a second. */
  SLOW,
  /** As four stops too dark, without the noise: all three colours by a gamma of 0.5. */
  LOW_LIGHT;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As it is called in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The same truth about worse clips.
   *
   * @param truth folder of files of truth, as JSON, in which clips stand by their whole paths
   * @param into folder for both
   */
  public void convert(Path truth, Path into) throws IOException, InterruptedException {
    Files.createDirectories(into);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(truth, "*.truth.json")) {
      for (Path file : files) {
        ObjectNode text = (ObjectNode) JSON.readTree(file.toFile());
        Path clip = Path.of(text.path("clip").asText());
        Path worse = into.resolve(String.valueOf(clip.getFileName()));
        degrade(clip, worse);
        text.put("clip", worse.toString());
        Files.writeString(into.resolve(file.getFileName()), text.toPrettyString());
      }
    }
  }

  private void degrade(Path clip, Path worse) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Requires.command("ffmpeg", "ffmpeg").toString());
    command.addAll(List.of("-v", "error", "-y", "-i", clip.toString(), "-an"));
    // One thread, for several share out bits by how fast each is.
    command.addAll(List.of("-c:v", "libx264", "-threads", "1", "-g", "50"));
    command.addAll(arguments(clip));
    command.addAll(List.of("-bitexact", worse.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue() + ": " + output);
    }
  }

  private List<String> arguments(Path clip) throws IOException {
    return switch (this) {
      case HALF_BITRATE -> halfOf(bitsPerSecond(clip));
      case NOISE -> List.of("-vf", "noise=alls=25:allf=t:all_seed=7", "-crf", "18");
      case LOSS -> {
        String drop = "noise=drop='lt(mod(n*613+97\\,1000)\\,30)'";
        yield List.of("-crf", "18", "-bf", "0", "-bsf:v", drop);
      }
      case SLOW -> List.of("-vf", "fps=5", "-crf", "18");
      case LOW_LIGHT -> {
        // Not the filter "eq": it leaves colours as strong as by day, which no camera does.
        String levels = "gammaval(1/0.5)";
        String gamma = "lutrgb=r=" + levels + ":g=" + levels + ":b=" + levels;
        yield List.of("-vf", "format=gbrp," + gamma + ",format=yuv420p", "-crf", "18");
      }
    };
  }

  private static List<String> halfOf(long bitsPerSecond) {
    String half = Long.toString(bitsPerSecond / 2);
    return List.of("-b:v", half, "-maxrate", half, "-bufsize", Long.toString(bitsPerSecond));
  }

  private static long bitsPerSecond(Path clip) throws IOException {
    Process probe =
        new ProcessBuilder(
                Requires.command("ffprobe", "ffmpeg").toString(),
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=bit_rate",
                "-of",
                "json",
                clip.toString())
            .start();
    JsonNode answer = JSON.readTree(probe.getInputStream());
    return answer.path("streams").path(0).path("bit_rate").asLong();
  }
}
