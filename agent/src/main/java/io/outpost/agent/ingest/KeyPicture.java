package io.outpost.agent.ingest;

import io.outpost.agent.ingest.StreamFailure.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a stream and waits for its first key picture. */
public final class KeyPicture implements StreamListener {
  private final CompletableFuture<AccessUnit> first = new CompletableFuture<>();

  private KeyPicture() {}

  /**
   * Blocks until the picture is there.
   *
   * @throws IOException when the stream fails, or shows none within {@code patience}
   */
  public static AccessUnit await(Ingest ingest, StreamSettings stream, Duration patience)
      throws IOException, InterruptedException {
    KeyPicture listener = new KeyPicture();
    RtspSource source = ingest.open(stream, listener);
    try {
      return listener.first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          "no key picture from "
              + stream.uri()
              + " within "
              + RtspConnection.seconds(patience)
              + "; set a shorter key picture interval at the camera",
          late);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
    } finally {
      source.close();
    }
  }

  @Override
  public void onAccessUnit(AccessUnit unit) {
    if (unit.key()) {
      first.complete(unit);
    }
  }

  @Override
  public void onState(StreamStatus status) {
    status
        .failure()
        .filter(failure -> failure.reason() != Reason.NO_MEDIA) // it may come another way
        .ifPresent(failure -> first.completeExceptionally(new IOException(failure.message())));
  }
}
