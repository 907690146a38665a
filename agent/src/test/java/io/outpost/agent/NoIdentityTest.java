package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Outpost detects and never identifies. No class, field, method, configuration key or schema field
 * is named as a thing that would tell one person from another, or say what kind of person it is.
 */
class NoIdentityTest {
  private static final Set<String> FORBIDDEN =
      Set.of(
          "embedding",
          "embeddings",
          "gallery",
          "watchlist",
          "gender",
          "ethnicity",
          "emotion",
          "biometric",
          "biometrics",
          "recognition",
          "recognizer",
          "identification");

  /** Where a name speaks of what a camera sees; elsewhere an event in a queue may have an age. */
  private static final Set<String> ABOUT_PEOPLE =
      Set.of("camera", "ingest", "gate", "vision", "analysis", "event");

  private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+");

  /** A JSON or YAML key, or a field of a protobuf message. */
  private static final Pattern KEY =
      Pattern.compile(
          "\"([\\w-]+)\"\\s*:|^\\s*([\\w-]+):|\\b(\\w+)\\s*=\\s*\\d+;", Pattern.MULTILINE);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.outpost.agent", "io.outpost.protocols");

  @Test
  void names_inCode_speakOfNoIdentity() {
    assertThat(CLASSES).isNotEmpty().allSatisfy(NoIdentityTest::checkNames);
  }

  @Test
  void keys_inSchemasAndConfiguration_speakOfNoIdentity() throws IOException {
    assertThat(schemasAndConfiguration())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(KEY.matcher(Files.readString(file)).results().map(NoIdentityTest::key))
                    .noneMatch(key -> forbidden(key, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"faceEmbedding", "GalleryStore", "watchlist", "watch_list", "AGE", "age"})
  void forbidden_wordOfIdentity_isFound(String name) {
    assertThat(forbidden(name, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "message", "Stage", "averageScore", "engender"})
  void forbidden_wordThatContainsOne_isNot(String name) {
    assertThat(forbidden(name, true)).isFalse();
  }

  private static void checkNames(JavaClass type) {
    boolean aboutPeople =
        ABOUT_PEOPLE.stream().anyMatch(name -> type.getPackageName().contains("agent." + name));
    Stream<String> names =
        Stream.concat(
            Stream.of(type.getSimpleName()), type.getMembers().stream().map(JavaMember::getName));
    assertThat(names).noneMatch(name -> forbidden(name, aboutPeople));
  }

  private static boolean forbidden(String name, boolean aboutPeople) {
    List<String> words =
        WORD.matcher(name).results().map(word -> word.group().toLowerCase(Locale.ROOT)).toList();
    return words.stream().anyMatch(FORBIDDEN::contains)
        || (aboutPeople && (words.contains("age") || words.contains("ages")))
        || String.join(" ", words).contains("watch list");
  }

  private static String key(MatchResult match) {
    return Stream.of(1, 2, 3)
        .map(match::group)
        .filter(group -> group != null)
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> schemasAndConfiguration() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      return files
          .filter(
              file ->
                  Arrays.stream(new String[] {".json", ".yaml", ".yml", ".proto"})
                      .anyMatch(file.toString()::endsWith))
          .toList();
    }
  }
}
