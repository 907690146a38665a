package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.PictureDrop;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpPacket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Groups NAL units into pictures, and drops those that have a hole. Shared by H.264 and H.265.
 *
 * <p>A picture ends where the timestamp changes, and, once that has proved true, at the marker bit.
 * Some cameras set the marker on each slice or on an SEI; a picture given out at the first of them
 * would have a hole. So the first pictures are held until the next one begins, and the marker is
 * believed after a few pictures whose only marker was at their end ({@link MarkerTrust}).
 *
 * <p>The picture in progress grows in borrowed memory, which is given back when it ends at its
 * marker; where markers are not believed, it stays for the next.
 */
final class PictureAssembler {
  /** Of SEI that wait for a slice. */
  private static final int MAX_LEADING_BYTES = 65_536;

  private final NalSyntax syntax;
  private final String section;
  private final PictureMemory memory;

  private byte[] bytes = PictureMemory.none();
  private int size;
  private int nalStart = -1;
  private int nals;
  private long ticks;
  private boolean hasSlice;
  private boolean key;
  private boolean broken;

  /** Why, if it is broken. */
  private PictureDrop drop = PictureDrop.INCOMPLETE;

  private int firstSlice;
  private int firstSliceBytes;

  /** A marker came behind a slice of the picture that is held. */
  private boolean parameterSetsInBand;

  private boolean endSeen;

  /** Packets are missing before the next slice; the very first may be in mid-picture too. */
  private boolean afterGap = true;

  private final MarkerTrust markerTrust = new MarkerTrust();
  private boolean givenOutAtMarker;
  private long givenOutTicks;
  private int lost;

  private PictureConsumer out = picture -> {};
  private @Nullable ProtocolException deferred;

  /**
   * @param section the specification that errors name
   * @param memory of the thread that pushes
   */
  PictureAssembler(NalSyntax syntax, String section, PictureMemory memory) {
    this.syntax = syntax;
    this.section = section;
    this.memory = memory;
  }

  /** Begins a packet: tells its loss and ends the picture before it if the timestamp changed. */
  void startPacket(RtpPacket packet, PictureConsumer consumer) {
    out = consumer;
    int missing = packet.lostBefore();
    if (missing > 0) {
      addLost(missing);
      if (isOpen()) {
        markIncomplete();
      }
      dropNal();
    }
    if (packet.timestampTicks() != ticks) {
      finish();
      ticks = packet.timestampTicks();
    }
    afterGap |= missing > 0;
  }

  /** Ends a packet. Throws what went wrong with the picture that it ended. */
  void endPacket(boolean marker) throws ProtocolException {
    if (marker && nalStart < 0 && (hasSlice || broken)) {
      endSeen = true;
      if (markerTrust.isProven()) {
        givenOutAtMarker = true;
        givenOutTicks = ticks;
        finish();
      }
    }
    if (size == 0) {
      bytes = memory.giveBack(bytes);
    }
    ProtocolException error = deferred;
    deferred = null;
    if (error != null) {
      throw error;
    }
  }

  /**
   * Whether packets are missing directly before the next slice, so that fragments have no start.
   */
  boolean isAfterGap() {
    return afterGap;
  }

  boolean isInNal() {
    return nalStart >= 0;
  }

  /** The picture in progress cannot be completed. */
  void breakPicture() {
    boolean whole = !broken;
    dropNal();
    if (whole) {
      broken = true;
      drop = PictureDrop.MALFORMED;
      addLost(1);
    }
  }

  /** Fragments without a start, after a gap: their picture is dropped, its loss told already. */
  void skipFragment() {
    markIncomplete();
  }

  private void markIncomplete() {
    if (!broken) {
      broken = true;
      drop = PictureDrop.INCOMPLETE;
    }
  }

  void startNal() throws ProtocolException {
    nalStart = size;
    nals++;
    if (nals > PictureLimits.MAX_NALS) {
      throw error("expected at most " + PictureLimits.MAX_NALS + " NAL units in a picture");
    }
    ensureRoom(AnnexB.START_CODE_BYTES);
    Arrays.fill(bytes, size, size + AnnexB.START_CODE_BYTES - 1, (byte) 0);
    size += AnnexB.START_CODE_BYTES;
    bytes[size - 1] = 1;
  }

  void append(byte value) throws ProtocolException {
    ensureRoom(1);
    bytes[size++] = value;
  }

  void append(byte[] source, int offset, int length) throws ProtocolException {
    ensureRoom(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void ensureRoom(int more) throws ProtocolException {
    if (size + more <= bytes.length) {
      return;
    }
    if (size + more > PictureLimits.MAX_CODED_BYTES) {
      throw error("expected a picture of at most " + PictureLimits.MAX_CODED_BYTES + " bytes");
    }
    bytes = memory.grow(bytes, size, size + more, PictureLimits.MAX_CODED_BYTES);
  }

  /** Ends the NAL unit; one that has start codes inside is several. */
  void endNal() throws ProtocolException {
    int start = nalStart;
    nalStart = -1;
    int code = AnnexB.indexOfStartCode(bytes, start + AnnexB.START_CODE_BYTES, size);
    if (code < 0) {
      size = AnnexB.withoutTrailingZeros(bytes, start + AnnexB.START_CODE_BYTES, size);
      place(start);
      return;
    }
    byte[] several = Arrays.copyOfRange(bytes, start + AnnexB.START_CODE_BYTES, size);
    size = start;
    split(several, 0, several.length);
  }

  /** Takes the NAL units of a byte stream that a camera put where one NAL unit belongs. */
  void split(byte[] stream, int offset, int length) throws ProtocolException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int code = AnnexB.indexOfStartCode(stream, at, end);
      int stop = code < 0 ? end : code;
      int nalEnd = AnnexB.withoutTrailingZeros(stream, at, stop);
      if (nalEnd > at) {
        startNal();
        append(stream, at, nalEnd - at);
        int start = nalStart;
        nalStart = -1;
        place(start);
      }
      at = code < 0 ? end : code + 3;
    }
  }

  /** Puts the complete NAL unit at the end of the buffer where it belongs. */
  private void place(int start) throws ProtocolException {
    int nal = start + AnnexB.START_CODE_BYTES;
    int length = size - nal;
    if (length < syntax.headerBytes()) {
      size = start;
      return;
    }
    switch (syntax.kind(bytes, nal, length)) {
      case IGNORED -> size = start;
      case OTHER -> {}
      case PARAMETER_SET -> {
        int at = endSeen ? finishBefore(start) : start;
        size = at;
        store(at + AnnexB.START_CODE_BYTES, length);
      }
      case FIRST_SLICE -> {
        int at = endSeen ? finishBefore(start) : start;
        takeSlice(at + AnnexB.START_CODE_BYTES, length);
      }
      case LATER_SLICE -> {
        checkLaterSlice();
        takeSlice(nal, length);
      }
    }
  }

  boolean parameterSetsInBand() {
    return parameterSetsInBand;
  }

  /** A broken one does not break the picture: that shows when the picture needs it. */
  private void store(int nal, int length) {
    try {
      syntax.store(bytes, nal, length);
      parameterSetsInBand = true;
    } catch (ProtocolException error) {
      deferred = error;
    }
  }

  private void takeSlice(int nal, int length) {
    afterGap = false;
    if (!hasSlice) {
      hasSlice = true;
      firstSlice = nal;
      firstSliceBytes = length;
      key = syntax.isKey(bytes, nal);
    }
  }

  private void checkLaterSlice() throws ProtocolException {
    if (endSeen) {
      markerTrust.refute();
      endSeen = false;
      return;
    }
    if (hasSlice || broken) {
      return;
    }
    if (afterGap) {
      markIncomplete();
      return;
    }
    breakPicture();
    hasSlice = true;
    if (givenOutAtMarker && givenOutTicks == ticks) {
      markerTrust.refute();
      throw error("expected the marker at the end of a picture, found it on a slice before");
    }
    throw error("expected a picture to start with its first slice, found a later one");
  }

  /**
   * Ends the held picture in front of the NAL unit at {@code start}: the camera sends one timestamp
   * for several pictures. Returns where that NAL unit is now.
   */
  private int finishBefore(int start) {
    byte[] next = Arrays.copyOfRange(bytes, start, size);
    size = start;
    finish();
    System.arraycopy(next, 0, bytes, size, next.length);
    int moved = size;
    size += next.length;
    nals++;
    return moved;
  }

  /** Gives the picture out if it is whole, and begins the next. */
  private void finish() {
    if (nalStart >= 0) {
      breakPicture();
      deferred = error("expected the rest of a fragmented NAL unit, found the end of its picture");
    }
    if (!hasSlice && !broken) {
      nals = 0;
      if (size > MAX_LEADING_BYTES) {
        size = 0;
      }
      return;
    }
    if (broken) {
      out.onDropped(drop);
    } else {
      if (endSeen) {
        markerTrust.prove();
      }
      giveOut();
    }
    size = 0;
    nals = 0;
    hasSlice = false;
    key = false;
    broken = false;
    endSeen = false;
    afterGap = false;
  }

  private void giveOut() {
    boolean withParameterSets = key || syntax.hasChanged();
    try {
      if (withParameterSets) {
        syntax.activate(bytes, firstSlice, firstSliceBytes);
      }
      if (syntax.isRefused()) {
        throw error("expected parameter sets within the limits, found none since the last change");
      }
    } catch (ProtocolException noParameterSets) {
      addLost(1);
      out.onDropped(PictureDrop.UNDECODABLE);
      deferred = noParameterSets;
      return;
    }
    byte[] data = withParameterSets ? behindParameterSets() : Arrays.copyOf(bytes, size);
    int before = lost;
    lost = 0;
    out.accept(
        new CodedPicture(
            syntax.codec(), data, ticks, key, before, syntax.width(), syntax.height()));
  }

  private byte[] behindParameterSets() {
    int head = syntax.parameterSetBytes();
    byte[] data = new byte[head + size];
    syntax.writeParameterSets(data);
    System.arraycopy(bytes, 0, data, head, size);
    return data;
  }

  private boolean isOpen() {
    return size > 0 || hasSlice || broken;
  }

  private void dropNal() {
    if (nalStart >= 0) {
      size = nalStart;
      nalStart = -1;
    }
  }

  private void addLost(int packets) {
    lost = (int) Math.min(Integer.MAX_VALUE, (long) lost + packets);
  }

  private ProtocolException error(String message) {
    return new ProtocolException(section, 0, message);
  }
}
