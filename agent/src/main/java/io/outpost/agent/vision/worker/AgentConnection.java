package io.outpost.agent.vision.worker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.model.DetectorModel;
import io.outpost.agent.vision.model.ManifestFile;
import io.outpost.agent.vision.wire.Cause;
import io.outpost.agent.vision.wire.Done;
import io.outpost.agent.vision.wire.Failure;
import io.outpost.agent.vision.wire.Health;
import io.outpost.agent.vision.wire.Hello;
import io.outpost.agent.vision.wire.LoadModel;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent: reads its requests, hands them to the vision threads, and sends their answers. */
final class AgentConnection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentConnection.class);

  private final SocketChannel channel;
  private final List<VisionThread> threads;
  private final ModelShelf shelf;
  private final List<Session> sessions = new ArrayList<>();
  private final AtomicInteger openStreams = new AtomicInteger();
  private final MessageBuffers buffers = new MessageBuffers();
  private final Object writing = new Object();

  AgentConnection(SocketChannel channel, List<VisionThread> threads, ModelShelf shelf) {
    this.channel = channel;
    this.threads = threads;
    this.shelf = shelf;
    for (int i = 0; i < threads.size(); i++) {
      sessions.add(new Session(SystemTime.INSTANCE, openStreams));
    }
  }

  /** Until the agent hangs up. Everything that it opened is then closed. */
  @Override
  public void run() {
    try (channel) {
      write(hello().toByteArray());
      var in = new DataInputStream(Channels.newInputStream(channel));
      while (true) {
        int size = in.readInt();
        if (size < 0 || size > Limits.MAX_MESSAGE_BYTES) {
          throw new IOException(
              "message of " + size + " bytes, expected at most " + Limits.MAX_MESSAGE_BYTES);
        }
        byte[] buffer = buffers.take(size);
        in.readFully(buffer, 0, size);
        dispatch(parse(buffer, size), buffer);
      }
    } catch (EOFException e) {
      LOG.debug("agent hung up", e);
    } catch (IOException e) {
      LOG.warn("agent lost reason={}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeSessions();
    }
  }

  private Hello hello() {
    return Hello.newBuilder()
        .setVersion(Limits.VERSION)
        .setMaxMessageBytes(Limits.MAX_MESSAGE_BYTES)
        .setMaxPictureSide(Limits.MAX_PICTURE_SIDE)
        .setMaxPictureBytes(Limits.MAX_PICTURE_BYTES)
        .setThreads(threads.size())
        .build();
  }

  /** What is long in it refers to the buffer. */
  private static Request parse(byte[] buffer, int size) throws IOException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(buffer, 0, size).newCodedInput();
    in.enableAliasing(true);
    return Request.parseFrom(in);
  }

  /** What belongs together goes to the same thread, in order. */
  private void dispatch(Request request, byte[] buffer) throws IOException, InterruptedException {
    if (request.hasCheckHealth()) {
      write(health(request).toByteArray());
      buffers.give(buffer);
      return;
    }
    if (request.hasLoadModel()) {
      load(request);
      buffers.give(buffer);
      return;
    }
    if (request.hasDropModel()) {
      drop(request);
      buffers.give(buffer);
      return;
    }
    int index = (int) Long.remainderUnsigned(owner(request), threads.size());
    Session session = sessions.get(index);
    threads
        .get(index)
        .submit(
            detectors -> {
              serve(session, request, detectors);
              buffers.give(buffer);
            });
  }

  /** On every thread, before any stream can ask for it. */
  private void load(Request request) throws InterruptedException {
    LoadModel load = request.getLoadModel();
    try {
      DetectorModel model = ManifestFile.parseChecked(load.getManifest());
      shelf.put(this, load.getId(), new ModelShelf.Held(model, load.getData().toByteArray()));
    } catch (ConfigException | VisionException e) {
      answer(request, failure(Cause.CAUSE_UNKNOWN, String.valueOf(e.getMessage())));
      return;
    }
    var loading =
        new ModelLoading(
            load.getId(),
            threads.size(),
            response -> {
              shelf.loaded(load.getId());
              answer(request, response);
            });
    for (VisionThread thread : threads) {
      thread.submit(loading::load);
    }
  }

  /** No stream of this agent's asks for it any more. */
  private void drop(Request request) throws InterruptedException {
    shelf.release(this, request.getDropModel().getId());
    for (VisionThread thread : threads) {
      thread.submit(Detectors::closeUnheld);
    }
    answer(request, Response.newBuilder().setDone(Done.getDefaultInstance()));
  }

  private static long owner(Request request) {
    return switch (request.getBodyCase()) {
      case ANALYSE -> request.getAnalyse().getStream();
      case TAKE_STILL -> request.getTakeStill().getStream();
      case CLOSE_STREAM -> request.getCloseStream().getStream();
      case OPEN_CLIP -> request.getOpenClip().getClip();
      case READ_CLIP -> request.getReadClip().getClip();
      case CLOSE_CLIP -> request.getCloseClip().getClip();
      case OPEN_ENCODER -> request.getOpenEncoder().getEncoder();
      case ENCODE -> request.getEncode().getEncoder();
      case CLOSE_ENCODER -> request.getCloseEncoder().getEncoder();
      case MUX,
          TAKE_GROUP_STILL,
          TIME_DETECTOR,
          LOAD_MODEL,
          DROP_MODEL,
          CHECK_HEALTH,
          BODY_NOT_SET ->
          request.getId();
    };
  }

  private void serve(Session session, Request request, Detectors detectors) {
    Response.Builder response;
    try {
      response = session.handle(request, detectors);
    } catch (VisionException e) {
      response = failure(e.refusal(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("request failed body={}", request.getBodyCase(), e);
      response = failure(Cause.CAUSE_UNKNOWN, "the vision worker failed: " + e);
    }
    answer(request, response);
  }

  private void answer(Request request, Response.Builder response) {
    try {
      write(response.setId(request.getId()).build().toByteArray());
    } catch (IOException e) {
      LOG.debug("an answer came too late: the agent has hung up", e);
    }
  }

  private static Response.Builder failure(Cause cause, String message) {
    return Response.newBuilder()
        .setFailure(Failure.newBuilder().setCause(cause).setMessage(message));
  }

  private Response health(Request request) {
    return Response.newBuilder()
        .setId(request.getId())
        .setHealth(
            Health.newBuilder()
                .setStreams(openStreams.get())
                .setNativeObjects(NativeObjects.open()))
        .build();
  }

  private void write(byte[] message) throws IOException {
    ByteBuffer size = ByteBuffer.allocate(4).putInt(message.length).flip();
    ByteBuffer body = ByteBuffer.wrap(message);
    synchronized (writing) {
      while (size.hasRemaining() || body.hasRemaining()) {
        channel.write(size.hasRemaining() ? size : body);
      }
    }
  }

  private void closeSessions() {
    shelf.release(this);
    try {
      for (int i = 0; i < threads.size(); i++) {
        Session session = sessions.get(i);
        threads
            .get(i)
            .submit(
                detectors -> {
                  session.close();
                  detectors.closeUnheld();
                });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
