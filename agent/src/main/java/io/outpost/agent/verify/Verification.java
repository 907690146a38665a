package io.outpost.agent.verify;

import io.outpost.agent.event.Event;
import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.event.Hashes;
import io.outpost.agent.outbox.Inspection;
import io.outpost.agent.verify.ReadEvent.ReadImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies events from wherever they are, each in the chain of its camera. Not thread-safe. */
public final class Verification {
  private final Map<String, Chain> chains = new LinkedHashMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private long images;
  private long imagesAbsent;

  /**
   * What came of it.
   *
   * @param cameras in the order in which they were met
   * @param images those that are there, and as the events say
   * @param imagesAbsent those that are not there: given up for want of room, or not kept here
   * @param unreadable where something is no event, and why
   */
  public record Result(
      List<ChainResult> cameras, long images, long imagesAbsent, List<String> unreadable) {
    public Result {
      cameras = List.copyOf(cameras);
      unreadable = List.copyOf(unreadable);
    }

    public boolean ok() {
      return unreadable.isEmpty() && cameras.stream().allMatch(ChainResult::ok);
    }
  }

  /** Bytes of images by what an event names. */
  interface Images {
    /** Empty when it is not there. */
    Optional<byte[]> read(ReadImage image) throws IOException;
  }

  /**
   * Verifies what an outbox keeps; its agent may be running.
   *
   * @throws IOException when it cannot be read
   */
  public static Result ofOutbox(Path dir) throws IOException {
    Verification verification = new Verification();
    try {
      Inspection.run(
          dir,
          new Inspection.Inspector() {
            @Override
            public void intact(Event event) {
              verification.add(event);
            }

            @Override
            public void damaged(String camera, long sequence) {
              verification.damaged(camera, sequence);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return verification.result();
  }

  /**
   * Verifies delivered events, in this order: files of JSON lines, or folders with {@code
   * events.jsonl} in them. Images are looked for beside the events.
   *
   * @throws IOException when one cannot be read
   */
  public static Result ofFiles(List<Path> paths) throws IOException {
    Verification verification = new Verification();
    for (Path path : paths) {
      new EventLines(path).read(verification);
    }
    return verification.result();
  }

  private void add(Event event) {
    try {
      add(
          event.json(),
          image ->
              event.images().stream()
                  .filter(stored -> stored.sha256().equals(image.sha256()))
                  .filter(stored -> !stored.isEvicted())
                  .findFirst()
                  .map(StoredImage::jpeg));
    } catch (IOException e) {
      unreadable.add(event.id() + ": " + e.getMessage());
    }
  }

  /**
   * The next event.
   *
   * @param json without a line end
   * @throws IOException when it is no event, or an image cannot be read
   */
  void add(byte[] json, Images source) throws IOException {
    ReadEvent event = ReadEvent.of(json);
    Chain chain = chain(event.camera(), event.incarnation());
    chain.add(event);
    for (ReadImage image : event.images()) {
      Optional<byte[]> bytes = source.read(image);
      if (bytes.isEmpty()) {
        imagesAbsent++;
      } else if (Hashes.sha256Hex(bytes.get()).equals(image.sha256())) {
        images++;
      } else {
        chain.imageChanged(event.last());
      }
    }
  }

  private void damaged(String camera, long sequence) {
    // The id may be what is damaged: it belongs to the chain of this camera that came last.
    Chain last = null;
    for (Map.Entry<String, Chain> chain : chains.entrySet()) {
      last = chain.getKey().endsWith(" " + camera) ? chain.getValue() : last;
    }
    if (last == null) {
      unreadable.add("camera " + camera + ", sequence " + sequence + ": damaged in the outbox");
    } else {
      last.damaged(sequence);
    }
  }

  private Chain chain(String camera, String incarnation) {
    return chains.computeIfAbsent(
        incarnation + " " + camera, key -> new Chain(camera, incarnation));
  }

  void unreadable(String where) {
    unreadable.add(where);
  }

  private Result result() {
    return new Result(
        chains.values().stream().map(Chain::result).toList(), images, imagesAbsent, unreadable);
  }
}
