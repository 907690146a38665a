package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpPacket;

/** Joins a payload format to the assembly of pictures. */
final class NalDepacketiser implements Depacketiser {
  private final PictureAssembler pictures;
  private final Fragments fragments;
  private final PayloadFormat format;

  private NalDepacketiser(PictureAssembler pictures, Fragments fragments, PayloadFormat format) {
    this.pictures = pictures;
    this.fragments = fragments;
    this.format = format;
  }

  static NalDepacketiser h264(H264Syntax syntax, PictureMemory memory) {
    PictureAssembler pictures = new PictureAssembler(syntax, H264PayloadFormat.SECTION, memory);
    Fragments fragments = new Fragments(pictures, H264PayloadFormat.SECTION);
    return new NalDepacketiser(pictures, fragments, new H264PayloadFormat(pictures, fragments));
  }

  /**
   * @param withDonl whether the packets bear decoding order numbers
   */
  static NalDepacketiser h265(H265Syntax syntax, boolean withDonl, PictureMemory memory) {
    PictureAssembler pictures = new PictureAssembler(syntax, H265PayloadFormat.SECTION, memory);
    Fragments fragments = new Fragments(pictures, H265PayloadFormat.SECTION);
    return new NalDepacketiser(
        pictures, fragments, new H265PayloadFormat(pictures, fragments, withDonl));
  }

  @Override
  public boolean parameterSetsInBand() {
    return pictures.parameterSetsInBand();
  }

  @Override
  public void push(RtpPacket packet, PictureConsumer out) throws ProtocolException {
    pictures.startPacket(packet, out);
    try {
      if (packet.payloadLength() > 0) {
        format.take(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
      }
    } catch (ProtocolException broken) {
      pictures.breakPicture();
      fragments.giveUp();
      pictures.endPacket(packet.marker());
      throw broken;
    }
    pictures.endPacket(packet.marker());
  }
}
