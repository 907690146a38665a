package io.outpost.benchmarks.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.Rtcp;
import io.outpost.protocols.rtp.SenderReport;
import io.outpost.protocols.rtp.SourceDescription;
import io.outpost.protocols.rtsp.CatalogueEntry;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import io.outpost.protocols.rtsp.RtspServerConnection;
import io.outpost.protocols.rtsp.ServerAction;
import io.outpost.protocols.rtsp.ServerSettings;
import io.outpost.protocols.rtsp.TransportHeader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection to the station, and the camera behind it. Lives on the station's thread. */
final class SimulatedCamera implements RtspDecoder.Handler {
  /** Spreads any number of phases evenly over a picture's time, and over the clip. */
  private static final double GOLDEN = 0.618_033_988_75;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private static final int TICKS_PER_PICTURE = 3_600;
  private static final int JUMP_TICKS = 90_000 * 1_000;
  private static final int PICTURES_PER_REPORT = 125;

  private final SocketChannel channel;
  private final CameraStation station;
  private final RtspServerConnection server;
  private final RtspDecoder decoder = new RtspDecoder();
  private final ByteBuffer in = ByteBuffer.allocate(4_096);
  private double place;
  private WireClip clip;
  private String path = "";
  private int lossPercent;
  private @Nullable TransportHeader transport;
  private @Nullable ByteBuffer unsent;
  private int ssrc;
  private int sequence;
  private int timestamp;
  private int picture;
  private long sent;
  private long dueNanos;

  SimulatedCamera(SocketChannel channel, CameraStation station, int number) throws IOException {
    this.channel = channel;
    this.station = station;
    this.clip = station.clip("");
    this.place = number * GOLDEN % 1;
    ServerSettings settings =
        new ServerSettings(
            Set.of(LowerTransport.TCP, LowerTransport.UDP),
            Optional.of(station.ports()),
            Optional.empty(),
            () -> UUID.randomUUID().toString().replace("-", ""));
    this.server =
        new RtspServerConnection(
            settings, at -> new CatalogueEntry.Described(station.clip(at).description()));
  }

  boolean playing() {
    return transport != null;
  }

  long dueNanos() {
    return dueNanos;
  }

  void onReadable() {
    try {
      for (int count = channel.read(in.clear()); count != 0; count = channel.read(in.clear())) {
        if (count < 0) {
          leave();
          return;
        }
        decoder.push(in.flip(), this);
      }
    } catch (IOException | ProtocolException e) {
      leave();
    }
  }

  @Override
  public void onRequest(RtspRequest request) {
    for (ServerAction action : server.onRequest(request)) {
      if (action instanceof ServerAction.Respond respond) {
        write(ByteBuffer.wrap(respond.response().encode()));
      } else if (action instanceof ServerAction.Start start && transport == null) {
        play(start);
      } else if (action instanceof ServerAction.Stop) {
        stop();
      }
    }
  }

  @Override
  public void onResponse(RtspResponse response) {
    // To our TEARDOWN.
  }

  @Override
  public void onFrame(int number, ByteBuffer payload) {
    // Receiver reports.
  }

  private void play(ServerAction.Start start) {
    transport = start.transport();
    path = start.path();
    clip = station.clip(path);
    place = place(path).orElse(place);
    ssrc = start.ssrc();
    sequence = ssrc >>> 16;
    timestamp = ssrc;
    picture = 0;
    dueNanos = System.nanoTime() + (long) (place * CameraStation.PICTURE_NANOS);
    station.started(this);
  }

  private void stop() {
    transport = null;
    station.gone(this);
  }

  /**
   * Sends the picture that is due.
   *
   * @return whether there will be another
   */
  boolean sendPicture(ByteBuffer scratch) {
    TransportHeader playing = transport;
    if (playing == null) {
      return false;
    }
    dueNanos += CameraStation.PICTURE_NANOS;
    timestamp += TICKS_PER_PICTURE;
    if (unsent == null) {
      int number = picture % clip.pictures();
      clip.write(number, sequence, timestamp, ssrc, scratch);
      sequence += clip.packets(number);
      deliver(playing, number, scratch);
    } else {
      write(ByteBuffer.allocate(0)); // as a camera whose buffer is full: this picture is dropped
    }
    // Begins with a key picture and goes on at a place of its own: not all keys come at once.
    picture = sent == 0 ? now() : picture + 1;
    sent++;
    return channel.isOpen();
  }

  /** All streams of a camera show the same moment. */
  private int now() {
    long shown = System.nanoTime() / CameraStation.PICTURE_NANOS % clip.pictures();
    return (int) (shown + (long) (place * clip.pictures())) % clip.pictures();
  }

  /** A camera with a number in its name ({@code /camera-7-main}) keeps its place by that. */
  private static OptionalDouble place(String path) {
    Matcher number = NUMBER.matcher(path);
    return number.find()
        ? OptionalDouble.of(Integer.parseInt(number.group()) * GOLDEN % 1)
        : OptionalDouble.empty();
  }

  private void deliver(TransportHeader playing, int number, ByteBuffer frames) {
    Optional<PortPair> udp = playing.clientPorts();
    if (playing.lower() == LowerTransport.TCP || udp.isEmpty()) {
      if (sent % PICTURES_PER_REPORT == 0) {
        write(report());
      }
      write(frames);
      return;
    }
    try {
      InetSocketAddress to = (InetSocketAddress) channel.getRemoteAddress();
      InetSocketAddress media = new InetSocketAddress(to.getAddress(), udp.get().rtp());
      for (int i = 0; i < clip.packets(number); i++) {
        frames.limit(clip.packetEnd(number, i)).position(clip.packetStart(number, i));
        station.sendDatagram(frames, media, lossPercent);
      }
    } catch (IOException e) {
      leave();
    }
  }

  private ByteBuffer report() {
    SenderReport report =
        new SenderReport(
            ssrc,
            SenderReport.ntpTimestamp(Instant.now()),
            Integer.toUnsignedLong(timestamp),
            sent,
            0);
    byte[] bytes = Rtcp.write(List.of(report, new SourceDescription(ssrc, "simulated")));
    ByteBuffer frame = ByteBuffer.allocate(4 + bytes.length);
    return frame.put((byte) '$').put((byte) 1).putShort((short) bytes.length).put(bytes).flip();
  }

  /** Ends every session, as a camera does whose limit of viewers was lowered. */
  void tearDown() {
    if (playing() && unsent == null) {
      write(ByteBuffer.wrap("TEARDOWN * RTSP/1.0\r\nCSeq: 1\r\n\r\n".getBytes(US_ASCII)));
    }
  }

  boolean plays(String wanted) {
    return playing() && path.equals(wanted);
  }

  /** From its first key picture on. */
  void show(WireClip other) {
    clip = other;
    picture = 0;
  }

  void lose(int percent) {
    lossPercent = percent;
  }

  /** The clock of the camera was set. */
  void jump() {
    timestamp += JUMP_TICKS;
  }

  private void write(ByteBuffer bytes) {
    try {
      ByteBuffer before = unsent;
      if (before != null) {
        channel.write(before);
      }
      if (before == null || !before.hasRemaining()) {
        channel.write(bytes);
        unsent = null;
      }
      if (bytes.hasRemaining()) {
        ByteBuffer rest = unsent;
        int kept = rest == null ? 0 : rest.remaining();
        ByteBuffer both = ByteBuffer.allocate(kept + bytes.remaining());
        if (rest != null) {
          both.put(rest);
        }
        unsent = both.put(bytes).flip();
      }
    } catch (IOException e) {
      leave();
    }
  }

  private void leave() {
    transport = null;
    station.gone(this);
    try {
      channel.close();
    } catch (IOException e) {
      // Gone is gone.
    }
  }
}
