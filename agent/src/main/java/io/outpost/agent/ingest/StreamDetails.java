package io.outpost.agent.ingest;

import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import java.util.List;

/**
 * What arrives on a stream.
 *
 * @param width in luma samples, 0 while no parameter set told it; as is {@code height}
 * @param refused transports that the camera refused before it agreed to this one
 * @param silent transports that it had agreed to before, and over which nothing came
 * @param parameterSetsInBand whether the pictures bring their parameter sets along; never so for
 *     Motion JPEG, which has none
 */
public record StreamDetails(
    VideoCodec codec,
    int width,
    int height,
    LowerTransport transport,
    List<LowerTransport> refused,
    List<LowerTransport> silent,
    boolean parameterSetsInBand) {
  public StreamDetails {
    refused = List.copyOf(refused);
    silent = List.copyOf(silent);
  }
}
