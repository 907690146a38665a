package io.outpost.protocols.sdp;

import io.outpost.protocols.FuzzTarget;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.Depacketisers;
import java.util.Optional;

/** Session descriptions under arbitrary bytes, as far as the depacketiser they ask for. */
class SdpFuzz {
  @FuzzTarget
  void sdp(byte[] data) {
    try {
      SessionDescription session = SessionDescription.parse(data);
      check(session.media().size() <= SessionDescription.MAX_MEDIA, "too many media");
      VideoTrack.encodings(session);
      Optional<VideoTrack> track = VideoTrack.first(session);
      if (track.isPresent()) {
        int payloadType = track.get().payloadType();
        check(payloadType >= 0 && payloadType <= 127, "a payload type beyond its bits");
        Depacketisers.create(track.get().codec(), track.get().parameters());
      }
    } catch (ProtocolException expected) {
      // Malformed, or a stream that cannot be received.
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
