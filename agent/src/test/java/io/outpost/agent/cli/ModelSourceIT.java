package io.outpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.outpost.agent.testing.Certificates;
import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models by HTTPS, from a real server on this machine. */
class ModelSourceIT {
  private static final byte[] MODEL = "a model".getBytes(UTF_8);

  @TempDir private static Path folder;
  private static HttpsServer server;
  private static ModelSource source;

  @BeforeAll
  static void serve() throws Exception {
    Certificates certificates = Certificates.selfSigned(folder, "127.0.0.1");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(ofServer(certificates)));
    server.createContext("/model", exchange -> answer(exchange, 200, MODEL));
    server.createContext("/none", exchange -> answer(exchange, 404, new byte[0]));
    server.createContext("/moved", exchange -> redirect(exchange, "/model"));
    server.createContext("/round", exchange -> redirect(exchange, "/round"));
    server.createContext("/plain", exchange -> redirect(exchange, "http://127.0.0.1/model"));
    server.createContext("/endless", ModelSourceIT::endless);
    server.start();
    SSLContext trusting = SSLContext.getInstance("TLS");
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(certificates.trustStore()));
    trusting.init(null, trust.getTrustManagers(), null);
    source = new ModelSource(trusting.getSocketFactory());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void read_model_isItsBytes() throws Exception {
    assertThat(source.read(address("/model"))).isEqualTo(MODEL);
    assertThat(source.read(address("/moved"))).isEqualTo(MODEL);
  }

  @Test
  void read_somethingElse_saysWhat() {
    assertThatThrownBy(() -> source.read(address("/none")))
        .isInstanceOf(IOException.class)
        .hasMessage("127.0.0.1 answered 404, expected the model; check the address");
    assertThatThrownBy(() -> source.read(address("/round")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 5 redirects");
  }

  @Test
  void read_redirectAwayFromTls_isRefused() {
    assertThatThrownBy(() -> source.read(address("/plain")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("begins with https://");
  }

  @Test
  void read_moreThanAnyModel_endsAtTheBound() {
    assertThatThrownBy(() -> source.read(address("/endless")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 48 MiB");
  }

  @Test
  void read_serverThatNobodyTrusts_isRefused() throws Exception {
    ModelSource usual = new ModelSource(SSLContext.getDefault().getSocketFactory());

    assertThatThrownBy(() -> usual.read(address("/model")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static String address(String path) {
    return "https://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    answer(exchange, 302, new byte[0]);
  }

  /** Until its reader hangs up. */
  private static void endless(HttpExchange exchange) throws IOException {
    try (exchange;
        OutputStream body = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(200, 0);
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        body.write(chunk);
      }
    }
  }

  private static SSLContext ofServer(Certificates certificates) throws Exception {
    Path both = folder.resolve("server.p12");
    Process export =
        new ProcessBuilder(
                Requires.command("openssl", "openssl").toString(),
                "pkcs12",
                "-export",
                "-in",
                certificates.pem().toString(),
                "-passout",
                "pass:" + Certificates.STORE_PASSWORD,
                "-out",
                both.toString())
            .inheritIO()
            .start();
    assertThat(export.waitFor()).isZero();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(both), Certificates.STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore store(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, Certificates.STORE_PASSWORD.toCharArray());
    }
    return store;
  }
}
