package io.outpost.protocols.rtp;

/**
 * One coded picture as a depacketiser put it together.
 *
 * @param codec how {@code data} is coded
 * @param data H.264 and H.265: Annex B with four-byte start codes, parameter sets in front of every
 *     key picture whether they came in-band or from the SDP; JPEG: one JFIF image. Owned by the
 *     receiver.
 * @param timestampTicks RTP timestamp unwrapped to 64 bits, in units of the clock rate (90 kHz for
 *     all three codecs)
 * @param key whether decoding can start here (IDR, or IRAP for H.265; every JPEG)
 * @param packetsLostBefore RTP packets missing since the last picture, this one included; a picture
 *     with a hole in itself is never delivered
 * @param width luma samples after cropping, from the active parameter set; 0 while unknown
 * @param height as {@code width}
 */
public record CodedPicture(
    VideoCodec codec,
    byte[] data,
    long timestampTicks,
    boolean key,
    int packetsLostBefore,
    int width,
    int height) {}
