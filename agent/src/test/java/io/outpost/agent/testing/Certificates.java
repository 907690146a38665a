package io.outpost.agent.testing;

import io.outpost.agent.camera.CertificatePin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate that a camera made for itself.
 *
 * @param pem certificate and key
 */
public record Certificates(Path pem, CertificatePin pin) {
  public static final String STORE_PASSWORD = "changeit";

  /**
   * @param name that it bears, as subject and as an address where it is one
   */
  public static Certificates selfSigned(Path folder, String name)
      throws IOException, InterruptedException {
    Requires.command("openssl", "openssl");
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    String kind = name.matches("[0-9.]+") ? "IP:" : "DNS:";
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=" + kind + name,
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    Path pem = folder.resolve("both.pem");
    Files.writeString(pem, Files.readString(certificate) + Files.readString(key));
    String printed =
        run("openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", certificate.toString());
    return new Certificates(pem, CertificatePin.parse(printed.substring(printed.indexOf('=') + 1)));
  }

  /** A store that holds this certificate alone. */
  public Path trustStore() throws IOException, InterruptedException {
    Path store = pem.resolveSibling("trusted.p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-importcert",
        "-noprompt",
        "-alias",
        "camera",
        "-storetype",
        "PKCS12",
        "-storepass",
        STORE_PASSWORD,
        "-file",
        pem.toString(),
        "-keystore",
        store.toString());
    return store;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
