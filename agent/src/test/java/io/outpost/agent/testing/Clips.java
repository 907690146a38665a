package io.outpost.agent.testing;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small H.264 clips made by ffmpeg's test source. */
public final class Clips {
  private static final byte[] DELIMITER = {0, 0, 0, 1, 9};
  private static final int FRAME_RATE = 25;

  private Clips() {}

  /** Two seconds of 320 x 240 at 25 pictures a second, a key picture every second. */
  public static List<AccessUnit> testPicture() throws IOException {
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    List<String> command = new ArrayList<>(List.of(ffmpeg.toString(), "-v", "error"));
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=" + FRAME_RATE));
    command.addAll(List.of("-t", "2", "-c:v", "libx264", "-preset", "ultrafast"));
    command.addAll(List.of("-g", "" + FRAME_RATE, "-bf", "0", "-pix_fmt", "yuv420p"));
    command.addAll(List.of("-x264-params", "aud=1:repeat-headers=1:scenecut=0", "-f", "h264", "-"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] stream = process.getInputStream().readAllBytes();
    List<AccessUnit> units = new ArrayList<>();
    int start = 0;
    while (start < stream.length) {
      int end = next(stream, start + DELIMITER.length);
      byte[] data = Arrays.copyOfRange(stream, start, end);
      int number = units.size();
      long micros = number * 1_000_000L / FRAME_RATE;
      CaptureTime capture =
          new CaptureTime(
              Instant.EPOCH.plus(Duration.ofNanos(micros * 1_000)),
              CaptureTime.Source.MEDIA,
              Duration.ZERO);
      boolean key = number % FRAME_RATE == 0;
      units.add(new AccessUnit(VideoCodec.H264, data, micros, capture, key, 0));
      start = end;
    }
    return units;
  }

  private static int next(byte[] stream, int from) {
    for (int i = from; i + DELIMITER.length <= stream.length; i++) {
      if (Arrays.equals(stream, i, i + DELIMITER.length, DELIMITER, 0, DELIMITER.length)) {
        return i;
      }
    }
    return stream.length;
  }
}
