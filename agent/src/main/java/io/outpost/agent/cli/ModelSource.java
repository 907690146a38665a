package io.outpost.agent.cli;

import io.outpost.agent.vision.model.ModelFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/** Reads a model from a file or from an address that begins with {@code https://}. */
final class ModelSource {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 30_000;
  private static final int MAX_REDIRECTS = 5;

  private final SSLSocketFactory tls;

  /**
   * @param tls says which servers are trusted
   */
  ModelSource(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /**
   * @throws CommandFailure when that is neither
   * @throws IOException when it cannot be read, or is larger than a model may be
   */
  byte[] read(String from) throws CommandFailure, IOException {
    if (!from.contains("://")) {
      return file(Path.of(from));
    }
    return fetch(https(from), MAX_REDIRECTS);
  }

  private static byte[] file(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return limited(in, file.toString());
    } catch (NoSuchFileException absent) {
      throw new IOException(file + ": no such file", absent);
    }
  }

  private byte[] fetch(URI address, int redirects) throws CommandFailure, IOException {
    HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
    connection.setSSLSocketFactory(tls);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      int code = connection.getResponseCode();
      if (code == HttpURLConnection.HTTP_OK) {
        try (InputStream in = connection.getInputStream()) {
          return limited(in, address.getHost());
        }
      }
      String location = connection.getHeaderField("Location");
      if (code / 100 != 3 || location == null) {
        throw new IOException(
            "%s answered %d, expected the model; check the address"
                .formatted(address.getHost(), code));
      }
      if (redirects == 0) {
        throw new IOException(
            "%s: more than %d redirects; give the address of the file itself"
                .formatted(address.getHost(), MAX_REDIRECTS));
      }
      return fetch(https(address.resolve(location).toString()), redirects - 1);
    } finally {
      connection.disconnect();
    }
  }

  private static URI https(String address) throws CommandFailure {
    try {
      URI uri = new URI(address);
      boolean secure = "https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
      if (secure && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // Told below as everything that is no such address.
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "expected a file or an address that begins with https://, without user and password");
  }

  private static byte[] limited(InputStream in, String from) throws IOException {
    byte[] content = in.readNBytes(ModelFolder.MAX_MODEL_BYTES + 1);
    if (content.length > ModelFolder.MAX_MODEL_BYTES) {
      throw new IOException(
          "%s: more than %d MiB, which no detector for this box has; is this the right file?"
              .formatted(from, ModelFolder.MAX_MODEL_BYTES >> 20));
    }
    return content;
  }
}
