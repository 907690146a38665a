package io.outpost.agent.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.nio.NioEventLoopGroup;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.restream.RestreamEnvironment;
import io.outpost.agent.restream.RestreamServer;
import io.outpost.agent.restream.RestreamSettings;
import io.outpost.agent.time.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A camera in a process of its own that plays a clip over and over and asks for a password. */
public final class ClipCamera implements AutoCloseable {
  public static final Credentials CREDENTIALS =
      new Credentials("station", new Secret("not-the-default-7"));

  private static final String READY = "READY port=";

  private final Path clip;
  private Process process;
  private int port;

  private ClipCamera(Path clip) throws IOException {
    this.clip = clip;
    this.process = start(0);
    this.port = awaitReady();
  }

  /**
   * @param folder where the clip is put for the other process
   */
  public static ClipCamera open(List<AccessUnit> units, Path folder) throws IOException {
    Path clip = folder.resolve("clip.units");
    UnitFile.write(clip, units);
    return new ClipCamera(clip);
  }

  public URI url() {
    return URI.create("rtsp://127.0.0.1:" + port + "/clip");
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts again at the same port. */
  public void restart() throws IOException {
    process = start(port);
    port = awaitReady();
  }

  /** Starts again at the same port, and plays these from now on. */
  public void restart(List<AccessUnit> units) throws IOException {
    UnitFile.write(clip, units);
    restart();
  }

  private Process start(int atPort) throws IOException {
    return JavaProcess.of(ClipCamera.class, clip.toString(), Integer.toString(atPort))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private int awaitReady() throws IOException {
    BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return Integer.parseInt(line.substring(READY.length()));
      }
    }
    throw new IOException("the clip camera did not start");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The other process: clip file, port. Ends when its parent does. */
  public static void main(String[] arguments) throws Exception {
    List<AccessUnit> units = UnitFile.read(Path.of(arguments[0]));
    int port = Integer.parseInt(arguments[1]);
    var loops = new NioEventLoopGroup(1);
    try (var server =
            RestreamServer.open(
                RestreamSettings.loopback(port, Optional.of(CREDENTIALS)),
                new RestreamEnvironment(loops, SystemTime.INSTANCE, new SimpleMeterRegistry()));
        var clip =
            new LoopingClip(
                units, server.add("/clip")::publish, loops.next(), SystemTime.INSTANCE)) {
      clip.start();
      System.out.println(READY + server.address().getPort());
      while (System.in.read() >= 0) {}
    }
    System.exit(0);
  }
}
