package io.outpost.protocols.rtsp;

import io.outpost.protocols.CorpusFolder;
import io.outpost.protocols.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What real cameras said: {@code ../shared/corpus/rtsp} beside the repository. */
public final class Corpus {
  private Corpus() {}

  /** Skips the test where the corpus is absent. */
  public static List<Path> files() throws IOException {
    try (var all = Files.list(folder())) {
      return all.filter(file -> file.toString().endsWith(".txt"))
          .filter(file -> !file.getFileName().toString().startsWith("LICENSE"))
          .sorted()
          .toList();
    }
  }

  public static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder().resolve(name + ".txt"));
  }

  public static RtspResponse response(String name) throws IOException, ProtocolException {
    List<RtspMessage> messages = decode(bytes(name));
    return (RtspResponse) messages.get(0);
  }

  /** The same answer under another number. */
  static RtspResponse response(String name, int cseq) throws IOException, ProtocolException {
    RtspResponse recorded = response(name);
    List<Headers.Header> lines = new ArrayList<>(recorded.headers().lines());
    lines.removeIf(line -> line.name().equalsIgnoreCase("CSeq"));
    lines.add(new Headers.Header("CSeq", Integer.toString(cseq)));
    return new RtspResponse(
        recorded.status(), recorded.reason(), Headers.of(lines), recorded.body());
  }

  static List<RtspMessage> decode(byte[] bytes) throws ProtocolException {
    Decoded decoded = new Decoded();
    new RtspDecoder().push(ByteBuffer.wrap(bytes), decoded);
    return decoded.messages;
  }

  private static Path folder() {
    return CorpusFolder.named("rtsp");
  }

  /** Keeps what a decoder gives out. */
  static final class Decoded implements RtspDecoder.Handler {
    final List<RtspMessage> messages = new ArrayList<>();
    final List<String> frames = new ArrayList<>();

    @Override
    public void onRequest(RtspRequest request) {
      messages.add(request);
    }

    @Override
    public void onResponse(RtspResponse response) {
      messages.add(response);
    }

    @Override
    public void onFrame(int channel, ByteBuffer payload) {
      byte[] copy = new byte[payload.remaining()];
      payload.get(copy);
      frames.add(channel + ":" + new String(copy, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
  }
}
