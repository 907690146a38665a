package io.outpost.agent.ingest;

import io.outpost.agent.camera.CertificatePin;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate a camera may show: the pinned one, or else one that the machine trusts and that
 * bears the camera's host name. A refusal tells the fingerprint, so that it can be pinned.
 */
final class CameraTrust extends X509ExtendedTrustManager {
  private final Optional<CertificatePin> pin;
  private final X509ExtendedTrustManager machine;

  CameraTrust(Optional<CertificatePin> pin) {
    this.pin = pin;
    this.machine = machineTrust();
  }

  private static X509ExtendedTrustManager machineTrust() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new IllegalStateException("this JDK has no X.509 trust manager");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the machine's trusted certificates cannot be read", e);
    }
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check byMachine) throws CertificateException {
    if (chain.length == 0) {
      throw new CertificateException("no certificate");
    }
    CertificatePin shown = CertificatePin.of(chain[0]);
    if (pin.isEmpty()) {
      try {
        byMachine.run();
      } catch (CertificateException e) {
        throw new UntrustedCertificate(e.getMessage() + "; its SHA-256 is " + shown, shown);
      }
    } else if (!shown.equals(pin.get())) {
      throw new UntrustedCertificate(
          "expected the certificate with the SHA-256 " + pin.get() + ", found " + shown, shown);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> machine.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain, () -> machine.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> machine.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw notAServer();
  }

  private static CertificateException notAServer() {
    return new CertificateException("nobody connects to this side");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return machine.getAcceptedIssuers();
  }
}
