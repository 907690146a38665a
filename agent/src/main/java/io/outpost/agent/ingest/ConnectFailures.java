package io.outpost.agent.ingest;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.outpost.agent.ingest.StreamFailure.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;

/** Names what kept a connection from being made. */
final class ConnectFailures {
  private ConnectFailures() {}

  static StreamFailure of(Throwable cause, StreamSettings stream, Duration patience) {
    String where = stream.host() + ":" + stream.port();
    if (cause instanceof UnknownHostException) {
      return new StreamFailure(Reason.HOST_UNKNOWN, "no address for host " + stream.host());
    }
    if (cause instanceof ConnectTimeoutException) {
      return new StreamFailure(
          Reason.CONNECT_TIMEOUT,
          "no connection to " + where + " within " + RtspConnection.seconds(patience));
    }
    if (cause instanceof NoRouteToHostException) {
      return new StreamFailure(Reason.HOST_UNREACHABLE, "no route to " + where);
    }
    if (cause instanceof ConnectException) {
      return new StreamFailure(Reason.CONNECTION_REFUSED, where + " refused the connection");
    }
    return new StreamFailure(Reason.HOST_UNREACHABLE, where + ": " + cause.getMessage());
  }

  static StreamFailure ofTls(Throwable cause, StreamSettings stream) {
    Throwable root = cause;
    while (root.getCause() != null && !(root instanceof CertificateException)) {
      root = root.getCause();
    }
    String why =
        root instanceof NotSslRecordException ? "it answers without TLS" : root.getMessage();
    return new StreamFailure(
        Reason.TLS_FAILED,
        "no TLS with " + stream.host() + ":" + stream.port() + ": " + why,
        root instanceof UntrustedCertificate untrusted
            ? Optional.of(untrusted.shown())
            : Optional.empty());
  }
}
