package io.outpost.protocols.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtspDecoderTest {
  private final RtspDecoder decoder = new RtspDecoder();
  private final Corpus.Decoded decoded = new Corpus.Decoded();

  private void push(String text) throws ProtocolException {
    decoder.push(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), decoded);
  }

  static List<Path> corpus() throws IOException {
    return Corpus.files();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void corpusFile_isOneWholeMessage(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);

    List<RtspMessage> messages = Corpus.decode(bytes);

    assertThat(messages).as(file.toString()).hasSize(1);
    assertThat(messages.get(0).cseq()).isPresent();
  }

  @Test
  void encode_decoded_givesTheSameMessage() throws Exception {
    RtspRequest request =
        new RtspRequest(
            "SET_PARAMETER",
            "rtsp://192.0.2.1/a b",
            Headers.NONE.with("CSeq", "7").with("X", "y: z"),
            new byte[] {1, '\n', '\n', 4});

    RtspRequest back = (RtspRequest) Corpus.decode(request.encode()).get(0);

    assertThat(back.method()).isEqualTo("SET_PARAMETER");
    assertThat(back.uri()).isEqualTo("rtsp://192.0.2.1/a b");
    assertThat(back.headers().first("x")).contains("y: z");
    assertThat(back.body()).containsExactly(1, '\n', '\n', 4);
  }

  @Test
  void push_anyCutOfTheStream_givesTheSame() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(
        "RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc".getBytes(ISO_8859_1));
    stream.writeBytes(new byte[] {'$', 0, 0, 2, 'h', 'i', '$', 1, 0, 0});
    stream.writeBytes("\r\nOPTIONS * RTSP/1.0\nCSeq: 2 \n\n".getBytes(ISO_8859_1));
    byte[] large = new byte[4 + 0xFFFF];
    large[0] = '$';
    large[1] = 9;
    large[2] = (byte) 0xFF;
    large[3] = (byte) 0xFF;
    stream.writeBytes(large);
    byte[] bytes = stream.toByteArray();
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      RtspDecoder cut = new RtspDecoder();
      Corpus.Decoded out = new Corpus.Decoded();
      for (int at = 0; at < bytes.length; ) {
        int bound = at < 120 ? 8 : 40_000;
        int length = Math.min(bytes.length - at, 1 + random.nextInt(bound));
        cut.push(ByteBuffer.wrap(bytes, at, length), out);
        at += length;
      }
      assertThat(out.messages).as("seed " + seed).hasSize(2);
      assertThat(out.messages.get(0).body()).containsExactly('a', 'b', 'c');
      assertThat(out.messages.get(1).cseq()).contains(2);
      assertThat(out.frames).as("seed " + seed).hasSize(3).startsWith("0:hi", "1:");
      assertThat(out.frames.get(2)).hasSize(2 + 0xFFFF);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
        "HTTP/1.1 400 Bad Request\r\n",
        "220 ftp ready\r\n",
        "\u0016\u0003\u0001"
      })
  void push_otherProtocol_isRefusedAtItsFirstLine(String greeting) {
    assertThatThrownBy(() -> push(greeting)).isInstanceOf(ProtocolException.class);
  }

  /** Found by fuzzing: it came back in our own requests. */
  @Test
  void push_controlCharactersInAHeader_readAsBlanks() throws Exception {
    byte[] bytes = "RTSP/1.0 200 OK\r\nSession: 12\r\0034\r\n\r\n".getBytes(ISO_8859_1);
    RtspResponse response = (RtspResponse) Corpus.decode(bytes).get(0);

    assertThat(response.headers().first("Session")).contains("12  4");
  }

  @Test
  void push_endlessHeader_isRefusedAtTheLimit() throws Exception {
    push("RTSP/1.0 200 OK\r\n");
    String line = "X: " + "y".repeat(2_000) + "\r\n";
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                push(line);
              }
            })
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("" + RtspLimits.MAX_HEADER_BYTES);
  }

  @Test
  void push_endlessLine_isRefusedAtTheLimit() {
    assertThatThrownBy(() -> push("RTSP/1.0 200 " + "O".repeat(RtspLimits.MAX_LINE_BYTES)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("line");
  }

  @Test
  void push_manyHeaderLines_areRefusedAtTheLimit() throws Exception {
    push("RTSP/1.0 200 OK\r\n");
    assertThatThrownBy(() -> push("A: b\r\n".repeat(RtspLimits.MAX_HEADER_LINES)))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"131073", "99999999999", "-1", "x"})
  void push_impossibleBodyLength_isRefused(String length) {
    assertThatThrownBy(() -> push("RTSP/1.0 200 OK\r\nContent-Length: " + length + "\r\n\r\n"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("RFC 2326 12.14");
  }

  @Test
  void push_foldedAndUselessLines_areRead() throws Exception {
    push("RTSP/1.0 200\r\nPublic: OPTIONS,\r\n\tPLAY\r\nnonsense\r\nCSeq : 4\r\n\r\n");

    assertThat(decoded.messages.get(0).headers().first("public")).contains("OPTIONS, PLAY");
    assertThat(decoded.messages.get(0).cseq()).contains(4);
  }
}
