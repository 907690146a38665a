package io.outpost.agent.testing;

import io.outpost.agent.camera.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A camera of gst-rtsp-server in a process of its own: {@code src/test/c/loopback_camera.c},
 * compiled on first use.
 */
public final class LoopbackCamera implements AutoCloseable {
  private static final String PACKAGES =
      "libgstrtspserver-1.0-dev gcc libc6-dev pkg-config gstreamer1.0-plugins-base"
          + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";
  private static final String SOURCE =
      "videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=25/1 ! ";

  /** 25 pictures a second, a key picture every second. */
  public static final String H264 =
      "( "
          + SOURCE
          + "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 !"
          + " rtph264pay name=pay0 pt=96 config-interval=-1 )";

  public static final String H265 =
      "( "
          + SOURCE
          + "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=25 !"
          + " rtph265pay name=pay0 pt=96 config-interval=-1 )";

  public static final String JPEG =
      "( " + SOURCE.replace("raw,", "raw,format=I420,") + "jpegenc ! rtpjpegpay name=pay0 )";

  public static final String AUDIO_ONLY =
      "( audiotestsrc is-live=true ! alawenc ! rtppcmapay name=pay0 )";

  private final List<String> options;
  private int port;
  private Process process;

  private LoopbackCamera(List<String> options) throws IOException {
    this.options = options;
    this.process = start("0");
    this.port = awaitReady();
  }

  /** Serves each {@code MOUNT=LAUNCH} to everybody. */
  public static LoopbackCamera open(String... mounts) throws IOException, InterruptedException {
    return withOptions(List.of(), mounts);
  }

  /**
   * @param mode basic, digest (MD5), or both
   */
  public static LoopbackCamera asking(String mode, Credentials credentials, String... mounts)
      throws IOException, InterruptedException {
    return withOptions(
        List.of(
            "--auth=" + mode,
            "--user=" + credentials.user(),
            "--password=" + credentials.password().reveal()),
        mounts);
  }

  /**
   * @param options of the program
   */
  public static LoopbackCamera withOptions(List<String> options, String... mounts)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(mounts));
    compile();
    return new LoopbackCamera(all);
  }

  private static Path program() {
    return Requires.repository().resolve("agent/target/loopback_camera");
  }

  private static synchronized void compile() throws IOException, InterruptedException {
    Path cc = Requires.command("cc", PACKAGES);
    Requires.command("pkg-config", PACKAGES);
    Path source = Requires.repository().resolve("agent/src/test/c/loopback_camera.c");
    if (Files.exists(program())
        && Files.getLastModifiedTime(program()).compareTo(Files.getLastModifiedTime(source)) > 0) {
      return;
    }
    Files.createDirectories(program().getParent());
    String flags = "pkg-config --cflags --libs gstreamer-rtsp-server-1.0 gio-2.0";
    Requires.available(run("sh", "-c", flags + " >/dev/null"), "gst-rtsp-server", PACKAGES);
    boolean compiled =
        run("sh", "-c", cc + " -O1 -o " + program() + " " + source + " $(" + flags + ")");
    if (!compiled) {
      throw new IOException("cannot compile " + source);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private Process start(String atPort) throws IOException {
    List<String> command = new ArrayList<>(List.of(program().toString(), "--port=" + atPort));
    command.addAll(options);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private int awaitReady() throws IOException {
    BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith("READY port=")) {
      throw new IOException("the loopback camera did not start: " + line);
    }
    return Integer.parseInt(line.substring("READY port=".length()));
  }

  public int port() {
    return port;
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts again at the same port. */
  public void restart() throws IOException {
    process = start(Integer.toString(port));
    port = awaitReady();
  }

  /** {@code STOP} or {@code CONT}. */
  public void signal(String name) throws IOException, InterruptedException {
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
