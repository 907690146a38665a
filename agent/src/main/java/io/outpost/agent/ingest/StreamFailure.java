package io.outpost.agent.ingest;

import io.outpost.agent.camera.CertificatePin;
import io.outpost.protocols.rtsp.ClientFailure;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a stream is down.
 *
 * @param detail what happened and where, in one line without credentials
 * @param certificate that the camera showed, where that is why
 */
public record StreamFailure(Reason reason, String detail, Optional<CertificatePin> certificate) {
  public StreamFailure(Reason reason, String detail) {
    this(reason, detail, Optional.empty());
  }

  /** Reasons by what a person would have to do; a metric's label. */
  public enum Reason {
    HOST_UNKNOWN("check the host name in the stream's address, and the name server"),
    HOST_UNREACHABLE("check cable, power and network of the camera"),
    CONNECTION_REFUSED("check host and port, and that RTSP is switched on in the camera"),
    CONNECT_TIMEOUT("check host and port, power of the camera, and firewalls between"),
    ANSWER_TIMEOUT("check that this is the camera's RTSP port; if it is, restart the camera"),
    NOT_RTSP("another service has this port; use the camera's RTSP port, mostly 554"),
    TLS_FAILED("check address and certificate of the camera, or pin its fingerprint"),
    CREDENTIALS_MISSING("store user and password, and name them under 'credentials:'"),
    CREDENTIALS_REFUSED("wrong user or password; store the right ones under 'credentials:'"),
    AUTHENTICATION_UNSUPPORTED("switch the camera to digest authentication"),
    FORBIDDEN("give this user the right to view video, in the camera"),
    NOT_FOUND("check the path of the stream's address in the camera's manual"),
    SESSION_LIMIT("close other viewers of this camera, or raise its limit"),
    TRANSPORT_REFUSED("allow RTP over TCP or UDP in the camera"),
    REDIRECTED("register the address it points to, if you trust it"),
    REQUEST_REFUSED("check the stream's address, and the camera's own log"),
    NO_VIDEO("use the address of a stream with video"),
    CODEC_UNSUPPORTED("set the camera to H.264, H.265 or MJPEG"),
    ANSWER_MALFORMED("update the camera's firmware; if that is no help, report this line"),
    NO_PORTS("free UDP ports on this machine, or use TCP"),
    NO_MEDIA("check that video is switched on, and for UDP that its ports may pass"),
    STALLED("nothing if it recovers; else check the camera's load and its network"),
    SESSION_ENDED("nothing if it recovers; the camera ended the session"),
    CONNECTION_LOST("nothing if it recovers; else check the camera's network"),
    INTERNAL_ERROR("report this line with the log around it");

    private final String advice;

    Reason(String advice) {
      this.advice = advice;
    }

    /** What to do about it. */
    public String advice() {
      return advice;
    }

    /** As it stands in metrics and logs, such as {@code credentials-refused}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What happened, where, and what to do about it, in one line. */
  public String message() {
    return detail + ": " + reason.advice();
  }

  static StreamFailure of(ClientFailure failure) {
    Reason reason =
        switch (failure.reason()) {
          case CREDENTIALS_MISSING -> Reason.CREDENTIALS_MISSING;
          case CREDENTIALS_REFUSED -> Reason.CREDENTIALS_REFUSED;
          case AUTHENTICATION_UNSUPPORTED -> Reason.AUTHENTICATION_UNSUPPORTED;
          case FORBIDDEN -> Reason.FORBIDDEN;
          case NOT_FOUND -> Reason.NOT_FOUND;
          case SESSION_LIMIT -> Reason.SESSION_LIMIT;
          case TRANSPORT_REFUSED -> Reason.TRANSPORT_REFUSED;
          case REDIRECTED -> Reason.REDIRECTED;
          case REQUEST_REFUSED -> Reason.REQUEST_REFUSED;
          case NO_VIDEO -> Reason.NO_VIDEO;
          case CODEC_UNSUPPORTED -> Reason.CODEC_UNSUPPORTED;
          case ANSWER_MALFORMED -> Reason.ANSWER_MALFORMED;
          case SESSION_ENDED -> Reason.SESSION_ENDED;
        };
    return new StreamFailure(reason, failure.detail());
  }
}
