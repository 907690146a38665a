package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/** Where a stream stands between the fragments of a NAL unit; the same for H.264 and H.265. */
final class Fragments {
  private final PictureAssembler pictures;
  private final String section;

  /** The unit in progress was given up; the rest of it is passed over. */
  private boolean skipping;

  /**
   * @param section the specification that errors name
   */
  Fragments(PictureAssembler pictures, String section) {
    this.pictures = pictures;
    this.section = section;
  }

  /**
   * Takes a fragment's start flag.
   *
   * @return whether the fragment is of use: at its start a NAL unit is to be started, else the
   *     fragment is to be appended
   */
  boolean accept(boolean start) throws ProtocolException {
    if (start) {
      expectNone();
      skipping = false;
      return true;
    }
    if (skipping) {
      return false;
    }
    if (pictures.isInNal()) {
      return true;
    }
    if (!pictures.isAfterGap()) {
      throw error("expected the start of a fragmented NAL unit, found its middle");
    }
    skipping = true;
    pictures.skipFragment();
    return false;
  }

  /** A packet came that is no fragment, or the first of another unit. */
  void expectNone() throws ProtocolException {
    skipping = false;
    if (pictures.isInNal()) {
      throw error("expected the rest of a fragmented NAL unit, found another");
    }
  }

  /** The packet was broken: what is left of its unit is of no use. */
  void giveUp() {
    skipping = true;
  }

  private ProtocolException error(String message) {
    return new ProtocolException(section, 0, message);
  }
}
