package io.outpost.agent.ingest;

import io.outpost.protocols.rtsp.ClientSettings;
import io.outpost.protocols.rtsp.LowerTransport;
import java.util.List;
import java.util.Optional;

/**
 * What one attempt is to do.
 *
 * @param transports in the order in which they are tried
 * @param silent transports that are left out, for nothing came over them
 * @param stale what an earlier connection may have left behind
 */
record ConnectionPlan(
    StreamSettings stream,
    List<LowerTransport> transports,
    List<LowerTransport> silent,
    Optional<ClientSettings.StaleSession> stale) {}
