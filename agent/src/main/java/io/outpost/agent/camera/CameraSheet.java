package io.outpost.agent.camera;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.Suggestion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A station's cameras as somebody keeps them in a spreadsheet: a CSV file (RFC 4180) whose first
 * line names the columns. Separators may be commas, semicolons or tabs, and the text UTF-8 or, as
 * Chinese spreadsheets save it, GB 18030.
 */
public record CameraSheet(List<Row> rows, List<String> notices) {
  /** Longest file that is read. */
  static final int MAX_FILE_BYTES = 8 << 20;

  /** Most lines that are read. */
  static final int MAX_ROWS = 10_000;

  private static final Charset GB18030 = Charset.forName("GB18030");

  public CameraSheet {
    rows = List.copyOf(rows);
    notices = List.copyOf(notices);
  }

  /** What a column holds. */
  public enum Column {
    ID("id", "编号"),
    NAME("name", "名称"),
    KIND("kind", "类型"),
    ADDRESS("address", "地址"),
    MAIN("main", "主码流"),
    SUB("sub", "子码流"),
    USER("user", "用户名"),
    PASSWORD("password", "密码"),
    CREDENTIALS("credentials", "凭据"),
    LATITUDE("latitude", "纬度"),
    LONGITUDE("longitude", "经度"),
    BEARING("bearing", "方位角"),
    FACES("faces", "人脸抓拍");

    private final String heading;
    private final String chineseHeading;

    Column(String heading, String chineseHeading) {
      this.heading = heading;
      this.chineseHeading = chineseHeading;
    }

    /** As it stands in the first line. */
    public String heading() {
      return heading;
    }

    private static Optional<Column> of(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(column -> column.heading.equals(word) || column.chineseHeading.equals(word))
          .findFirst();
    }
  }

  /**
   * A line of the sheet.
   *
   * @param line its number, from 1; the headings are line 1
   */
  public record Row(int line, Map<Column, String> cells) {
    public Row {
      cells = Map.copyOf(cells);
    }

    /** What the cell holds; empty where it is blank. */
    public Optional<String> cell(Column column) {
      return Optional.ofNullable(cells.get(column));
    }
  }

  /**
   * Reads a sheet.
   *
   * @throws ConfigException when it is no such file
   */
  public static CameraSheet read(Path file) throws ConfigException, IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new ConfigException(
            "%s: %d bytes, expected at most %d; is this the right file?"
                .formatted(file, Files.size(file), MAX_FILE_BYTES));
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException absent) {
      throw new ConfigException(file + ": no such file");
    }
    List<String> notices = new ArrayList<>();
    String text = decode(bytes, notices);
    return parse(text, String.valueOf(file.getFileName()), notices);
  }

  private static String decode(byte[] bytes, List<String> notices) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text; // spreadsheets put it there
    } catch (CharacterCodingException notUtf8) {
      notices.add("not UTF-8, read as GB 18030; look at the names before you go on");
      return new String(bytes, GB18030);
    }
  }

  private static CameraSheet parse(String text, String shownAs, List<String> notices)
      throws ConfigException {
    List<Row> rows = new ArrayList<>();
    String headings = text.lines().findFirst().orElse("");
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(headings));
    List<Optional<Column>> columns = List.of();
    try (MappingIterator<String[]> lines =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerFor(String[].class)
            .with(schema)
            .readValues(text)) {
      while (lines.hasNextValue()) {
        int line = lines.getCurrentLocation().getLineNr();
        String[] cells = lines.nextValue();
        if (columns.isEmpty()) {
          columns = columns(cells, shownAs, notices);
        } else if (Arrays.stream(cells).anyMatch(cell -> !cell.isBlank())) {
          rows.add(row(line, cells, columns));
        }
        if (rows.size() > MAX_ROWS) {
          throw new ConfigException(
              "%s: more than %d cameras; split the file".formatted(shownAs, MAX_ROWS));
        }
      }
    } catch (JsonProcessingException broken) {
      throw new ConfigException(
          "%s:%d: not CSV: %s"
              .formatted(shownAs, broken.getLocation().getLineNr(), broken.getOriginalMessage()));
    } catch (IOException | RuntimeJsonMappingException broken) {
      throw new ConfigException(shownAs + ": not CSV: " + broken.getMessage());
    }
    if (rows.isEmpty()) {
      throw new ConfigException(
          shownAs + ": no cameras; expected a line with headings and then a line for each camera");
    }
    return new CameraSheet(rows, notices);
  }

  private static char separator(String headings) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(headings, candidate) > count(headings, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(one -> one == wanted).count();
  }

  private static List<Optional<Column>> columns(
      String[] headings, String shownAs, List<String> notices) throws ConfigException {
    List<Optional<Column>> columns = new ArrayList<>();
    List<String> known = Arrays.stream(Column.values()).map(Column::heading).toList();
    for (String heading : headings) {
      Optional<Column> column = Column.of(heading);
      if (column.isPresent() && columns.contains(column)) {
        throw new ConfigException(
            "%s:1: two columns are called '%s'".formatted(shownAs, heading.strip()));
      }
      if (column.isEmpty() && !heading.isBlank()) {
        notices.add(
            "column '%s' is not used%s"
                .formatted(heading.strip(), Suggestion.among(known, heading.strip())));
      }
      columns.add(column);
    }
    if (!columns.contains(Optional.of(Column.ID))
        || !(columns.contains(Optional.of(Column.MAIN))
            || columns.contains(Optional.of(Column.ADDRESS)))) {
      throw new ConfigException(
          "%s:1: expected headings with at least id and either main or address, known are %s"
              .formatted(shownAs, String.join(", ", known)));
    }
    return columns;
  }

  private static Row row(int line, String[] cells, List<Optional<Column>> columns) {
    Map<Column, String> values = new EnumMap<>(Column.class);
    for (int i = 0; i < Math.min(cells.length, columns.size()); i++) {
      String cell = cells[i];
      if (!cell.isBlank()) {
        // A blank is part of a password and of nothing else.
        columns
            .get(i)
            .ifPresent(
                column -> values.put(column, column == Column.PASSWORD ? cell : cell.strip()));
      }
    }
    return new Row(line, values);
  }
}
