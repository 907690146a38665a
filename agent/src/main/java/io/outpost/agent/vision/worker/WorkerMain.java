package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker process: {@code --socket PATH [--models FOLDER] [--child]}. Listens for agents for
 * ever; as a child it ends when its agent hangs up or its standard input does.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

  private static final int USAGE = 2;

  private WorkerMain() {}

  /** Exit code 2 means that the arguments are wrong or the socket cannot be had. */
  public static void main(String[] args) {
    WorkerArguments arguments;
    try {
      arguments = WorkerArguments.parse(args);
    } catch (IllegalArgumentException e) {
      LOG.error("vision worker: {}", e.getMessage());
      System.exit(USAGE);
      return;
    }
    if (arguments.child()) {
      endWithParent(arguments.socket());
    }
    try {
      serve(arguments);
    } catch (IOException e) {
      LOG.error("vision worker: cannot listen on {}: {}", arguments.socket(), e.toString());
      System.exit(USAGE);
    }
  }

  private static void serve(WorkerArguments arguments) throws IOException {
    // What a camera sends may make FFmpeg say something a thousand times a second.
    av_log_set_level(AV_LOG_QUIET);
    List<VisionThread> threads = new ArrayList<>();
    ModelShelf shelf = new ModelShelf();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(VisionThread.start(i, arguments.models(), shelf));
    }
    try (ServerSocketChannel server = listen(arguments)) {
      LOG.info("vision worker listens socket={} threads={}", arguments.socket(), threads.size());
      while (true) {
        var connection = new AgentConnection(server.accept(), threads, shelf);
        if (arguments.child()) {
          connection.run();
          return;
        }
        new Thread(connection, "agent").start();
      }
    }
  }

  /**
   * A child is its parent's alone; a service may be spoken to by its group, whose folder it is in.
   */
  private static ServerSocketChannel listen(WorkerArguments arguments) throws IOException {
    Path socket = arguments.socket();
    refuseIfInUse(socket);
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Path unready = socket.resolveSibling(socket.getFileName() + ".new");
    Files.deleteIfExists(unready);
    server.bind(UnixDomainSocketAddress.of(unready));
    String mode = arguments.child() ? "rw-------" : "rw-rw----";
    Files.setPosixFilePermissions(unready, PosixFilePermissions.fromString(mode));
    Files.move(unready, socket);
    return server;
  }

  private static void refuseIfInUse(Path socket) throws IOException {
    if (!Files.exists(socket)) {
      return;
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      LOG.debug("an old socket, which nobody listens on", e);
      return;
    }
    throw new IOException("another worker listens there");
  }

  /** The agent holds the other end of standard input; it closes even when the agent is killed. */
  private static void endWithParent(Path socket) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever said.
                }
              } catch (IOException e) {
                LOG.debug("standard input is gone", e);
              }
              deleteFolder(socket);
              Runtime.getRuntime().halt(0);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** Which the agent made for this child; when it was killed, nobody else deletes it. */
  private static void deleteFolder(Path socket) {
    try {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socket.toAbsolutePath().getParent());
    } catch (IOException e) {
      LOG.debug("the agent was faster", e);
    }
  }
}
