package io.outpost.protocols.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.RtpWriter;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegDepacketiserTest {
  private final JpegDepacketiser depacketiser = new JpegDepacketiser(new PictureMemory());
  private final RtpReceiver receiver = RtpReceiver.inOrder(90_000);
  private final RtpPacket packet = new RtpPacket();
  private final List<CodedPicture> pictures = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private RtpWriter writer = new RtpWriter(26, 1, 65_530);

  private void receive(byte[] bytes, int offset, int length) {
    try {
      receiver.offer(packet.wrap(bytes, offset, length), 0);
    } catch (ProtocolException error) {
      throw new AssertionError(error);
    }
    for (RtpPacket next = receiver.poll(0); next != null; next = receiver.poll(0)) {
      try {
        depacketiser.push(next, pictures::add);
      } catch (ProtocolException error) {
        errors.add(error.getMessage());
      }
    }
  }

  private JpegDepacketiserTest send(long timestamp, boolean marker, String payload) {
    byte[] bytes = HexFormat.of().parseHex("00".repeat(12) + payload.replace(" ", ""));
    writer.writeHeader(bytes, bytes.length, timestamp, marker);
    receive(bytes, 0, bytes.length);
    return this;
  }

  private void lose(int packets) {
    writer = new RtpWriter(26, 1, writer.nextSequence() + packets);
  }

  /** What ImageIO writes: 4:2:0, the Huffman tables of T.81. */
  static byte[] photograph(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.WHITE);
    graphics.drawOval(10, 10, width / 2, height / 2);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private static BufferedImage decode(byte[] image) throws IOException {
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image));
    assertThat(decoded).isNotNull();
    return decoded;
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 1_400, 60_000})
  void push_packetisedPhotograph_decodesToTheSamePixels(int maxPacketBytes) throws IOException {
    byte[] original = photograph(640, 360);
    new JpegPacketiser(writer, maxPacketBytes).packetise(original, 7, this::receive);

    assertThat(errors).isEmpty();
    assertThat(pictures).hasSize(1);
    CodedPicture picture = pictures.get(0);
    assertThat(picture.key()).isTrue();
    assertThat(picture.width()).isEqualTo(640);
    assertThat(picture.height()).isEqualTo(360);
    BufferedImage expected = decode(original);
    BufferedImage actual = decode(picture.data());
    for (int y = 0; y < 360; y++) {
      for (int x = 0; x < 640; x++) {
        assertThat(actual.getRGB(x, y)).isEqualTo(expected.getRGB(x, y));
      }
    }
  }

  @Test
  void packetise_whatTheDepacketiserGaveOut_isReadBackTheSame() throws IOException {
    JpegPacketiser packetiser = new JpegPacketiser(writer, 1_200);
    packetiser.packetise(photograph(320, 240), 0, this::receive);
    packetiser.packetise(pictures.get(0).data(), 1, this::receive);

    assertThat(pictures.get(1).data()).isEqualTo(pictures.get(0).data());
  }

  @Test
  void push_restartMarkers_areTakenOver() {
    send(0, true, "00 000000 41 32 02 02 0007 ffff 112233");

    String image = HexFormat.of().formatHex(pictures.get(0).data());
    assertThat(image).contains("ffdd00040007").endsWith("112233ffd9");
  }

  @Test
  void push_type422_isSampledSo() {
    send(0, true, "00 000000 00 32 02 01 112233");

    String image = HexFormat.of().formatHex(pictures.get(0).data());
    assertThat(image).contains("ffc0001108000800100301210002110103110");
  }

  @Test
  void push_q50_isTheTableOfTheStandard() {
    send(0, true, "00 000000 01 32 02 02 11");

    String image = HexFormat.of().formatHex(pictures.get(0).data());
    assertThat(image)
        .startsWith("ffd8ffe000104a46494600010200000100010000" + "ffdb004300100b0c0e0c0a100e0d0e");
  }

  @Test
  void push_scanThatBearsItsEnd_isEndedOnce() {
    send(0, true, "00 000000 01 32 02 02 1122ffd9");

    assertThat(HexFormat.of().formatHex(pictures.get(0).data())).endsWith("1122ffd9");
    assertThat(HexFormat.of().formatHex(pictures.get(0).data())).doesNotEndWith("ffd9ffd9");
  }

  @Test
  void push_tablesCarriedOnce_areKeptForTheirQ() {
    String tables = "aa".repeat(64) + "bb".repeat(64);
    send(0, true, "00 000000 01 80 02 02 00000080" + tables + "11");
    send(1, true, "00 000000 01 32 02 02 11");
    send(2, true, "00 000000 01 80 02 02 00000000 11");

    assertThat(errors).isEmpty();
    assertThat(pictures.get(2).data()).isEqualTo(pictures.get(0).data());
    assertThat(HexFormat.of().formatHex(pictures.get(2).data())).contains("aa".repeat(64));
  }

  @Test
  void push_tablesOfTwoBytes_makeAnExtendedImage() {
    send(
        0,
        true,
        "00 000000 01 ff 02 02 00010 0c0".replace(" ", "")
            + "00aa".repeat(64)
            + "bb".repeat(64)
            + "11");

    String image = HexFormat.of().formatHex(pictures.get(0).data());
    assertThat(image).contains("ffdb008310" + "00aa".repeat(64)).contains("ffc1");
  }

  @Test
  void push_oneTable_isUsedForAllComponents() {
    send(0, true, "00 000000 01 ff 02 02 00000040" + "aa".repeat(64) + "11");

    assertThat(HexFormat.of().formatHex(pictures.get(0).data()))
        .contains("0301220002110003" + "1100");
  }

  @Test
  void push_fragmentLost_dropsThePictureAndTellsTheLossWithTheNext() {
    send(0, false, "00 000000 01 32 02 02 1122");
    lose(1);
    send(0, true, "00 000004 01 32 02 02 5566");
    send(1, true, "00 000000 01 32 02 02 1122");

    assertThat(errors).isEmpty();
    assertThat(pictures).singleElement().extracting("packetsLostBefore").isEqualTo(1);
  }

  @Test
  void push_joinedInMidPicture_startsWithTheNext() {
    send(0, true, "00 000004 01 32 02 02 5566");
    send(1, true, "00 000000 01 32 02 02 1122");

    assertThat(errors).isEmpty();
    assertThat(pictures).singleElement().extracting("packetsLostBefore").isEqualTo(0);
  }

  @Test
  void push_pictureWithoutItsMarker_isAnErrorAndTheNextPictureComes() {
    send(0, true, "00 000000 01 32 02 02 1122");
    send(1, false, "00 000000 01 32 02 02 1122");
    send(2, true, "00 000000 01 32 02 02 1122");

    assertThat(errors).singleElement().asString().contains("found another timestamp");
    assertThat(pictures).extracting("packetsLostBefore").containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "00 000000 01 32 02, JPEG header of 8 bytes",
    "00 000000 02 32 02 02 11, expected JPEG type",
    "00 000000 81 32 02 02 11, expected JPEG type",
    "00 000000 01 32 00 02 11, choose H.264",
    "00 000000 01 00 02 02 11, expected Q of 1 to 99",
    "00 000000 01 64 02 02 11, expected Q of 1 to 99",
    "00 000000 41 32 02 02 11, restart marker header",
    "00 000000 01 ff 02 02 00, quantization table header",
    "00 000000 01 ff 02 02 00000000, expected quantization tables",
    "00 000000 01 ff 02 02 00000040 11, quantization tables of at most 1 bytes",
    "00 000000 01 ff 02 02 00000001 11, expected 1 to 4 quantization tables",
    "00 000004 01 32 02 02 11, expected fragment offset 0"
  })
  void push_brokenPayload_isAnErrorAndTheNextPictureComes(String payload, String message) {
    send(0, true, "00 000000 01 32 02 02 1122");
    send(1, true, payload);
    send(2, true, "00 000000 01 32 02 02 1122");

    assertThat(errors).singleElement().asString().contains(message);
    assertThat(pictures).extracting("packetsLostBefore").containsExactly(0, 1);
  }

  @Test
  void packetise_imageTooLarge_isRefused() throws IOException {
    byte[] image = photograph(2_048, 16);
    JpegPacketiser packetiser = new JpegPacketiser(writer, 1_400);

    assertThatThrownBy(() -> packetiser.packetise(image, 0, this::receive))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2040 pixels");
  }
}
