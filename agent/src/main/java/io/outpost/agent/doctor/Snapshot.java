package io.outpost.agent.doctor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.AgentThreads;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.KeyPicture;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes one picture of a camera as the agent would see it: pulled by RTSP, decoded in a worker of
 * its own, masks burnt in.
 */
public final class Snapshot {
  private static final Duration WORKER_START = Duration.ofSeconds(60);
  private static final Duration KEY_PICTURE = Duration.ofSeconds(30);

  private Snapshot() {}

  /**
   * A JPEG of the stream's next key picture, in its full size.
   *
   * @param camera whose masks are burnt in
   * @throws IOException when the stream fails, or its picture does not decode
   */
  public static byte[] take(Camera camera, StreamSettings stream)
      throws IOException, InterruptedException {
    AccessUnit key;
    var metrics = new SimpleMeterRegistry();
    try (Network network = new Network(SystemTime.INSTANCE, metrics);
        Ingest ingest = network.ingest(IngestSettings.DEFAULT)) {
      key = KeyPicture.await(ingest, stream, KEY_PICTURE);
    }
    ExecutorService threads = Executors.newCachedThreadPool(AgentThreads.named("snapshot"));
    try (VisionWorkers workers =
        VisionWorkers.start(VisionSettings.children(1), threads, SystemTime.INSTANCE, metrics)) {
      workers.awaitReady(WORKER_START);
      return of(key, StreamSpec.of(camera, key.codec()), workers);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * A JPEG of a key picture, in its full size.
   *
   * @param spec whose masks are burnt in
   * @throws IOException when it does not decode
   */
  public static byte[] of(AccessUnit key, StreamSpec spec, VisionWorkers workers)
      throws IOException, InterruptedException {
    try (VisionStream stream = workers.open(spec)) {
      List<Analysis> answers = new ArrayList<>();
      try {
        answers.add(stream.analyse(List.of(new Look(key, true))).get());
        if (answers.get(0).pictures().isEmpty()) {
          answers.add(stream.finish().get()); // the decoder holds it back for reordering
        }
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
      }
      if (answers.get(answers.size() - 1).pictures().isEmpty()) {
        throw new IOException(
            "the key picture of %s from camera %s does not decode"
                .formatted(key.codec(), spec.camera()));
      }
      return stream.still(key.mediaMicros(), Optional.empty(), VisionStream.FULL_SIZE).jpeg();
    }
  }
}
