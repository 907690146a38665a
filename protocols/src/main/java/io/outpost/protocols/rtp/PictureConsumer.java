package io.outpost.protocols.rtp;

/** Takes the pictures of a {@link Depacketiser}, and hears of those that came to nothing. */
@FunctionalInterface
public interface PictureConsumer {
  void accept(CodedPicture picture);

  /** A picture of which at least one packet came is given up. */
  default void onDropped(PictureDrop why) {}
}
