package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.cli.SourceTexts.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Compares the catalogue with the sources, both ways. Whoever adds a text for people is told here
 * to add it in Chinese.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CatalogueTest {
  private static final Path AGENT = Path.of("src/main/java/io/outpost/agent");
  private static final Path PROTOCOLS = Path.of("../protocols/src/main/java");
  private static final Path SCHEMAS = Path.of("src/main/resources/schema");

  /** Packages whose texts reach a terminal; of the others it is what refuses a configuration. */
  private static final Set<String> SPEAKING =
      Set.of("agent", "cli", "config", "camera", "onvif", "demo", "ingest");

  private static final Set<String> REFUSING =
      Set.of("new ConfigException", "new CommandFailure", "problem", "refusal");

  /**
   * What takes texts that are for the log, for scripts, for a file, or for whoever broke a rule.
   */
  private static final Set<String> NOT_FOR_PEOPLE =
      Set.of(
          "debug",
          "info",
          "warn",
          "error",
          "append",
          "appendDescription",
          "counter",
          "description",
          "put",
          "putArray",
          "writeString",
          "replaceAll",
          "split",
          "compile",
          "sleep",
          "new IllegalStateException",
          "new UncheckedIOException",
          "new InterruptedException");

  /** Files that write for others: the manual page is English, so are log and JSON. */
  private static final Set<String> SILENT =
      Set.of(
          "ManPage.java",
          "LogLayout.java",
          "LogConfigurator.java",
          "CameraJson.java",
          "DiagnosisJson.java",
          "Catalogue.java",
          "HelpWords.java",
          "Phrase.java",
          "Words.java",
          "Version.java",
          "LineMeters.java",
          "Agent.java",
          "Cameras.java",
          "ClockWatch.java");

  /**
   * Units, names and forms, the same in every language; refusals that only a broken program sees.
   */
  private static final Set<String> AS_THEY_ARE =
      Set.of(
          "%s, %d s",
          "%.1f Mbit/s",
          "%s kbit/s",
          "Motion JPEG",
          "WS-UsernameToken digest",
          "onvif: %s",
          "restream.tls: %s",
          "no answer",
          "ID:DWELL:X,Y X,Y X,Y[:CLASS,...]",
          "resource %s",
          "a fingerprint has 64 digits in lower case: %s",
          "a group of pictures starts with a key picture",
          "buffer of %s bytes, expected more than 0",
          "budget of %s bytes, expected more than 0",
          "%s is no address of a device service",
          "nobody connects to this side",
          "no attempt was made",
          "unknown sink %s",
          "unknown worker configuration %s");

  /** Lines to be copied: commands, and what a shell reads. */
  private static final Pattern TO_COPY =
      Pattern.compile("(bash|zsh): .*|(outpost|export|echo|source|--\\S+) .*");

  private static final Pattern WORDS = Pattern.compile("(?s).*[A-Za-z]{2}.* .*|.* [A-Za-z]{2}.*");
  private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d+\\$)?[-\\d.]*([sdf])");

  private final Set<String> known = new TreeSet<>();
  private List<Text> texts = List.of();

  @BeforeAll
  void read() throws IOException {
    Catalogue.chinese().phrases().forEach(phrase -> known.add(phrase.english()));
    texts = SourceTexts.in(AGENT, PROTOCOLS);
  }

  @Test
  void texts_thatReachATerminal_areInTheCatalogue() {
    Map<String, String> missing = new TreeMap<>();
    for (Text text : texts) {
      String template = bare(text.template());
      if (isForPeople(text) && !isKnown(template)) {
        missing.put(template, name(text.file()));
      }
    }

    assertThat(missing)
        .as("texts without Chinese; add them in src/main/resources/io/outpost/agent/cli/zh/")
        .isEmpty();
  }

  @Test
  void help_ofEveryCommandAndOption_isInTheCatalogue() {
    Set<String> missing = new TreeSet<>();
    help()
        .filter(line -> !isKnown(bare(line)))
        .filter(line -> Catalogue.chinese().of(line).equals(line))
        .forEach(missing::add);

    assertThat(missing)
        .as("help without Chinese; add it in src/main/resources/io/outpost/agent/cli/zh/help.txt")
        .isEmpty();
  }

  @Test
  void schemas_whatTheyExpect_isInTheCatalogue() throws IOException {
    Set<String> missing = new TreeSet<>(expectations());
    missing.removeAll(known);

    assertThat(missing).isEmpty();
  }

  @Test
  void catalogue_everyEntry_standsInTheSources() throws IOException {
    Set<String> left = new TreeSet<>(known);
    texts.forEach(
        text -> left.removeAll(forms(bare(text.template().replaceAll("\\$\\{[^}]*}", "%s")))));
    left.removeAll(expectations());
    left.removeAll(ofOthers());

    assertThat(left).as("entries that nothing says any more; take them out").isEmpty();
  }

  @Test
  void catalogue_everyEntry_isGivenOnce() {
    List<String> all = Catalogue.chinese().phrases().stream().map(Phrase::english).toList();

    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void catalogue_everyEntry_keepsItsPlaceholdersAndSaysItInChinese() {
    for (Phrase phrase : Catalogue.chinese().phrases()) {
      assertThat(places(phrase.chinese())).as(phrase.english()).isEqualTo(places(phrase.english()));
      assertThat(phrase.chinese()).as(phrase.english()).containsPattern("\\p{IsHan}");
      assertThat(phrase.chinese()).as(phrase.english()).doesNotContain("人脸识别", "身份");
    }
  }

  /** How many of each kind; which goes where is the translator's to say. */
  private static Map<String, Long> places(String template) {
    return PLACEHOLDER
        .matcher(template)
        .results()
        .collect(Collectors.groupingBy(place -> place.group(2), Collectors.counting()));
  }

  private boolean isForPeople(Text text) {
    if (text.annotation() || !text.file().startsWith(AGENT.toAbsolutePath())) {
      return false;
    }
    if (REFUSING.contains(text.taker()) || text.taker().equals("new Table")) {
      return bare(text.template()).matches(".*[A-Za-z]{2}.*")
          && (WORDS.matcher(text.template()).matches() || text.taker().equals("new Table"));
    }
    return isSpeaking(text.file())
        && !SILENT.contains(name(text.file()))
        && !NOT_FOR_PEOPLE.contains(text.taker())
        && WORDS.matcher(bare(text.template())).matches();
  }

  private static boolean isSpeaking(Path file) {
    Path folder = file.getParent();
    return folder != null && SPEAKING.contains(name(folder));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private boolean isKnown(String template) {
    return forms(template).stream().anyMatch(known::contains)
        || AS_THEY_ARE.contains(template)
        || TO_COPY.matcher(template).matches()
        || !template.matches("(?s).*[A-Za-z]{2}.*");
  }

  /** With its colon or without: that of a question goes with the proposed answer. */
  private static Set<String> forms(String template) {
    return template.endsWith(":")
        ? Set.of(template, template.substring(0, template.length() - 1))
        : Set.of(template);
  }

  /** Without what the catalogue leaves aside. */
  private static String bare(String template) {
    return Catalogue.MARGIN.matcher(template).replaceFirst("").stripTrailing();
  }

  private static Stream<String> help() {
    return all(CommandRun.commands()).flatMap(CatalogueTest::help);
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(CatalogueTest::all));
  }

  private static Stream<String> help(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    Stream<String[]> ofCommand =
        Stream.of(
            usage.description(),
            usage.footer(),
            new String[] {
              usage.synopsisHeading(),
              usage.optionListHeading(),
              usage.commandListHeading(),
              usage.footerHeading()
            });
    Stream<String[]> ofArguments =
        Stream.concat(spec.options().stream(), spec.positionalParameters().stream())
            .map(ArgSpec::description);
    return Stream.concat(ofCommand, ofArguments).flatMap(Stream::of);
  }

  private static Set<String> expectations() throws IOException {
    Set<String> expectations = new TreeSet<>();
    for (String name : List.of("agent", "camera", "credentials", "truth", "model")) {
      JsonNode schema =
          new ObjectMapper().readTree(SCHEMAS.resolve(name + ".schema.json").toFile());
      expectations.addAll(schema.findValuesAsText("description"));
    }
    return expectations;
  }

  /** What the command library and the JDK say, and names that stand before a colon. */
  private static Set<String> ofOthers() throws IOException {
    String file = Files.readString(Path.of("src/main/resources/io/outpost/agent/cli/zh/words.txt"));
    return Pattern.compile("(?m)^[^# \n].*$")
        .matcher(file)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
