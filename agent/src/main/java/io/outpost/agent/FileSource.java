package io.outpost.agent;

import io.netty.channel.EventLoop;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.vision.ClipReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A clip in place of a camera, for trials: plays from memory, over and over, as it was taken. */
final class FileSource {
  private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

  /** Minutes of a street camera; a clip is a trial, not an archive. */
  private static final long MAX_BYTES = 256L << 20;

  private final Camera camera;
  private final LineMeans means;
  private final EventLoop loop;
  private final StreamListener listener;
  private @Nullable LoopingClip playing;
  private boolean closed;

  FileSource(Camera camera, LineMeans means, EventLoop loop, StreamListener listener) {
    this.camera = camera;
    this.means = means;
    this.loop = loop;
    this.listener = listener;
  }

  /** Reads the clip in the background, then plays it. */
  void start() {
    means.rules().execute(this::load);
  }

  private void load() {
    Path file = Path.of(camera.streams().analysed());
    try {
      play(read(file));
    } catch (IOException unusable) {
      LOG.error(
          "camera {}: cannot play {}: {}; correct 'streams:' in its file",
          camera.id(),
          file,
          unusable.getMessage());
    }
  }

  private List<AccessUnit> read(Path file) throws IOException {
    List<AccessUnit> units = new ArrayList<>();
    long bytes = 0;
    try (ClipReader reader = means.vision().clip(file, means.time().now())) {
      for (List<AccessUnit> read = reader.read(); !read.isEmpty(); read = reader.read()) {
        for (AccessUnit unit : read) {
          bytes += unit.sizeBytes();
          if (!units.isEmpty() || unit.key()) {
            units.add(unit);
          }
        }
        if (bytes > MAX_BYTES) {
          throw new IOException(
              "larger than " + (MAX_BYTES >> 20) + " MiB; cut it, or use outpost replay");
        }
      }
    }
    if (units.isEmpty()) {
      throw new IOException("holds no key picture, so nothing of it can be decoded");
    }
    return units;
  }

  private synchronized void play(List<AccessUnit> units) {
    if (closed) {
      return;
    }
    listener.onState(new StreamStatus(StreamState.STREAMING, Optional.empty(), Optional.empty()));
    playing = new LoopingClip(units, listener::onAccessUnit, loop, means.time());
    playing.start();
  }

  synchronized void close() {
    closed = true;
    if (playing != null) {
      playing.close();
    }
  }
}
