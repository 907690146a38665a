package io.outpost.protocols.rtsp;

/**
 * Why a client gave up.
 *
 * @param detail what was asked and what was answered, in one line without credentials
 */
public record ClientFailure(Reason reason, String detail) {
  /** What went wrong, by what a person would have to do about it. */
  public enum Reason {
    /** 401, and there are no credentials. */
    CREDENTIALS_MISSING,
    /** 401 in spite of an answer to the challenge. */
    CREDENTIALS_REFUSED,
    /** 401 with no challenge that can be answered. */
    AUTHENTICATION_UNSUPPORTED,
    FORBIDDEN,
    NOT_FOUND,
    /** 453: as many viewers as the camera can serve. */
    SESSION_LIMIT,
    /** Every transport was refused with 461. */
    TRANSPORT_REFUSED,
    /** The camera points elsewhere; it is not followed. */
    REDIRECTED,
    /** Any other status that is no success. */
    REQUEST_REFUSED,
    NO_VIDEO,
    CODEC_UNSUPPORTED,
    /** An answer that is malformed where it matters. */
    ANSWER_MALFORMED,
    /** The camera ended the session. */
    SESSION_ENDED
  }
}
