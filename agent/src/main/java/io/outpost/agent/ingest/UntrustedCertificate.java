package io.outpost.agent.ingest;

import io.outpost.agent.camera.CertificatePin;
import java.security.cert.CertificateException;

/** A camera showed a certificate that is neither pinned nor trusted by the machine. */
final class UntrustedCertificate extends CertificateException {
  private static final long serialVersionUID = 1;

  private final transient CertificatePin shown;

  UntrustedCertificate(String message, CertificatePin shown) {
    super(message);
    this.shown = shown;
  }

  /** What it showed. */
  CertificatePin shown() {
    return shown;
  }
}
