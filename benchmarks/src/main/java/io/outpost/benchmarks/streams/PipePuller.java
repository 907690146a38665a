package io.outpost.benchmarks.streams;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * What most software for cameras does: an {@code ffmpeg} for each, which decodes every picture and
 * hands five a second, 640 x 360, over a pipe; each is compared with the one before. Commands:
 * {@code open COUNT URL}, where the URL's asterisk is the camera's number, {@code keep COUNT},
 * {@code close}, and {@code count}, which answers the pictures compared and those in which
 * something moved.
 */
public final class PipePuller {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LUMA_BYTES = WIDTH * HEIGHT;
  private static final int PICTURE_BYTES = LUMA_BYTES * 3 / 2;
  private static final int LEVELS = 25;
  private static final int FEW_PIXELS = 60;

  private final LongAdder pictures = new LongAdder();
  private final LongAdder moved = new LongAdder();
  private final List<Process> running = new ArrayList<>();

  private PipePuller() {}

  public static void main(String[] arguments) throws Exception {
    PipePuller puller = new PipePuller();
    Runtime.getRuntime().addShutdownHook(new Thread(puller::stop));
    Commands.obeyAll(puller::obey);
  }

  private String obey(String[] words) throws Exception {
    switch (words[0]) {
      case "open" -> {
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          open(words[2].replace("*", "" + i));
        }
      }
      case "keep" -> keep(Integer.parseInt(words[1]));
      case "close" -> stop();
      case "count" -> {
        return pictures.sum() + " " + moved.sum();
      }
      default -> throw Commands.unknown(words[0]);
    }
    return "OK";
  }

  private void keep(int count) throws InterruptedException {
    while (running.size() > count) {
      running.remove(running.size() - 1).destroyForcibly().waitFor();
    }
  }

  private void open(String url) throws IOException {
    String program = Loader.load(ffmpeg.class);
    List<String> command = new ArrayList<>(List.of(program, "-v", "error", "-threads", "1"));
    command.addAll(List.of("-rtsp_transport", "tcp", "-i", url, "-an"));
    command.addAll(List.of("-vf", "fps=5,scale=" + WIDTH + ":" + HEIGHT));
    command.addAll(List.of("-pix_fmt", "yuv420p", "-f", "rawvideo", "-"));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(Redirect.INHERIT)
            .start();
    running.add(process);
    Thread reader = new Thread(() -> compare(process.getInputStream()), url);
    reader.setDaemon(true);
    reader.start();
  }

  private void stop() {
    running.forEach(Process::destroyForcibly);
    running.clear();
  }

  private void compare(InputStream in) {
    byte[] before = new byte[PICTURE_BYTES];
    byte[] now = new byte[PICTURE_BYTES];
    try {
      while (in.readNBytes(now, 0, PICTURE_BYTES) == PICTURE_BYTES) {
        int changed = 0;
        for (int i = 0; i < LUMA_BYTES; i++) {
          changed += Math.abs((now[i] & 0xff) - (before[i] & 0xff)) > LEVELS ? 1 : 0;
        }
        pictures.increment();
        if (changed > FEW_PIXELS) {
          moved.increment();
        }
        byte[] older = before;
        before = now;
        now = older;
      }
    } catch (IOException e) {
      // Its ffmpeg was stopped; the count tells when that was too early.
    }
  }
}
