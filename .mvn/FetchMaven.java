import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches a Maven release for {@code mvnw}: URL, SHA-512, target folder. Run from source by the JDK's launcher, so that
 * a machine needs neither curl nor unzip. The folder appears whole or not at all.
 */
final class FetchMaven {
  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    Path home = Path.of(args[2]);
    System.err.println("mvnw: fetching " + url);
    HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(Duration.ofSeconds(30)).build();
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(5)).build();
    var answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("HTTP status " + answer.statusCode() + " for " + url);
    }
    byte[] zip = answer.body();
    String found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip));
    if (!found.equals(args[1])) {
      throw new IOException("SHA-512 of " + url + " is " + found + ", expected " + args[1]);
    }
    Files.createDirectories(home.getParent());
    Path unpacked = Files.createTempDirectory(home.getParent(), "fetch");
    unzip(zip, unpacked);
    if (!Files.exists(home)) {
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Unpacks without the archive's own top folder. */
  private static void unzip(byte[] zip, Path target) throws IOException {
    try (var in = new ZipInputStream(new BufferedInputStream(new ByteArrayInputStream(zip)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path file = target.resolve(inside).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory() || inside.isEmpty()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
          if (inside.startsWith("bin/")) {
            file.toFile().setExecutable(true);
          }
        }
      }
    }
  }
}
