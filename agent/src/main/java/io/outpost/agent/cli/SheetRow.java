package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraSheet.Column;
import io.outpost.agent.camera.CameraSheet.Row;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.camera.Streams;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/**
 * A camera as a line of a sheet says it.
 *
 * @param camera without streams of its own where there is an address
 * @param credentials to be stored under the name that the camera bears
 * @param address to be asked for the streams
 */
record SheetRow(Camera camera, Optional<Credentials> credentials, Optional<String> address) {
  private static final Streams TO_BE_ASKED =
      new Streams(URI.create("rtsp://to-be-asked.invalid/"), Optional.empty());

  private static final List<String> YES = List.of("yes", "true", "1", "x", "是");
  private static final List<String> NO = List.of("no", "false", "0", "否");

  /**
   * Reads a line.
   *
   * @throws CommandFailure saying which cell is wrong
   */
  static SheetRow of(Row row) throws CommandFailure {
    try {
      String id = new NameOption().convert(row.cell(Column.ID).orElse(""));
      Optional<StreamUrl> main = url(row, Column.MAIN);
      Optional<StreamUrl> sub = url(row, Column.SUB);
      Optional<String> address = main.isPresent() ? Optional.empty() : row.cell(Column.ADDRESS);
      if (main.isEmpty() && address.isEmpty()) {
        throw new IllegalArgumentException("main: nothing there, and no address either");
      }
      Optional<Credentials> credentials =
          credentials(row).or(() -> main.flatMap(StreamUrl::credentials));
      Optional<Streams> streams = main.map(url -> new Streams(url.uri(), sub.map(StreamUrl::uri)));
      CameraDraft draft =
          new CameraDraft(id, streams.orElse(TO_BE_ASKED))
              .location(location(row))
              .faces(new Faces(faces(row), Faces.DISABLED.minWidth()))
              .credentials(row.cell(Column.CREDENTIALS).or(() -> credentials.map(any -> id)));
      row.cell(Column.NAME).ifPresent(draft::name);
      row.cell(Column.KIND).map(SheetRow::kind).ifPresent(draft::kind);
      return new SheetRow(draft.build(), credentials, address);
    } catch (IllegalArgumentException | TypeConversionException wrong) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    }
  }

  private static Optional<StreamUrl> url(Row row, Column column) {
    try {
      return row.cell(column).map(StreamUrl::parse);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(column.heading() + ": " + wrong.getMessage(), wrong);
    }
  }

  private static Camera.Kind kind(String label) {
    return new KindOption().convert(label.toLowerCase(Locale.ROOT));
  }

  private static Optional<Camera.Location> location(Row row) {
    Optional<String> latitude = row.cell(Column.LATITUDE);
    Optional<String> longitude = row.cell(Column.LONGITUDE);
    if (latitude.isEmpty() && longitude.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LocationOption()
            .convert(
                latitude.orElse("")
                    + ","
                    + longitude.orElse("")
                    + row.cell(Column.BEARING).map(bearing -> "," + bearing).orElse("")));
  }

  private static boolean faces(Row row) {
    String word = row.cell(Column.FACES).orElse("no").toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw new IllegalArgumentException("faces: '" + word + "', expected yes or no");
    }
    return YES.contains(word);
  }

  private static Optional<Credentials> credentials(Row row) {
    Optional<String> password = row.cell(Column.PASSWORD);
    Optional<String> user = row.cell(Column.USER);
    if (password.isPresent() && user.isEmpty()) {
      throw new IllegalArgumentException("user: nothing there, but a password is");
    }
    return user.flatMap(name -> password.map(secret -> new Credentials(name, new Secret(secret))));
  }
}
