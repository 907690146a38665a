package io.outpost.agent.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * VLC as an RTSP server: it offers RTP over UDP alone, and plays a clip in a loop. It refuses to
 * run as root, and then runs as nobody.
 */
public final class VlcServer implements AutoCloseable {
  private static final String PACKAGES = "vlc-bin vlc-plugin-base";

  private final Process process;
  private final int port;

  private VlcServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; it listens a moment later.
   *
   * @param folder for the clip and what VLC writes
   */
  public static VlcServer start(Path folder) throws IOException, InterruptedException {
    Path vlc = Requires.command("cvlc", PACKAGES);
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path clip = folder.resolve("clip.mp4");
    List<String> making = new ArrayList<>(List.of(ffmpeg.toString(), "-v", "error"));
    making.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-t", "20"));
    making.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-bf", "0"));
    making.addAll(List.of("-pix_fmt", "yuv420p", clip.toString()));
    if (new ProcessBuilder(making).inheritIO().start().waitFor() != 0) {
      throw new IOException("ffmpeg made no clip");
    }
    Files.setPosixFilePermissions(clip, PosixFilePermissions.fromString("rw-r--r--"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(asNobody());
    command.addAll(List.of(vlc.toString(), "--quiet", "--loop", clip.toString()));
    command.addAll(List.of("--sout", "#rtp{sdp=rtsp://127.0.0.1:" + port + "/main}"));
    ProcessBuilder starting = new ProcessBuilder(command);
    starting.environment().put("HOME", folder.toString());
    starting.redirectErrorStream(true).redirectOutput(folder.resolve("vlc.log").toFile());
    return new VlcServer(starting.start(), port);
  }

  private static List<String> asNobody() {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Path setpriv = Requires.command("setpriv", "util-linux");
    return List.of(setpriv.toString(), "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
  }

  public int port() {
    return port;
  }

  /** Waits until it is gone, so that its folder can be removed. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
