package io.outpost.agent.verify;

import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.verify.ReadEvent.ReadImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file of events, one a line, and the images beside it. */
final class EventLines {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** No event is longer; what is, is no line of ours. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  /** So many lines are told of; a file of something else has no others. */
  private static final int MAX_UNREADABLE = 100;

  private final Path file;

  /**
   * @param path the file, or a folder with {@code events.jsonl} in it
   */
  EventLines(Path path) {
    this.file = Files.isDirectory(path) ? path.resolve("events.jsonl") : path;
  }

  void read(Verification verification) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int number = 1;
      int bad = 0;
      for (int next = in.read(); next >= 0 && bad < MAX_UNREADABLE; next = in.read()) {
        if (next == '\n') {
          bad += add(line, number, verification);
          line.reset();
          number++;
        } else {
          line.write(next);
          if (line.size() > MAX_LINE_BYTES) {
            throw new IOException(file + ":" + number + ": longer than any event");
          }
        }
      }
      if (bad < MAX_UNREADABLE) {
        add(line, number, verification);
      }
    }
  }

  /** How many could not be read. */
  private int add(ByteArrayOutputStream line, int number, Verification verification)
      throws IOException {
    byte[] json = stripped(line.toByteArray());
    if (json.length == 0) {
      return 0;
    }
    try {
      verification.add(json, this::image);
      return 0;
    } catch (IOException e) {
      verification.unreadable(file + ":" + number + ": " + e.getMessage());
      return 1;
    }
  }

  /** Without what a transport may have put around it; an event begins and ends with a brace. */
  private static byte[] stripped(byte[] line) {
    int end = line.length;
    while (end > 0 && (line[end - 1] == '\r' || line[end - 1] == ' ')) {
      end--;
    }
    return Arrays.copyOf(line, end);
  }

  private Optional<byte[]> image(ReadImage image) throws IOException {
    if (!SHA256.matcher(image.sha256()).matches()) {
      return Optional.empty();
    }
    StoredImage named = new StoredImage(image.kind(), image.sha256(), new byte[0]);
    Path path = file.resolveSibling(named.collection()).resolve(named.fileName());
    return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
  }
}
