package io.outpost.protocols;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes in, values out: a protocol never reaches for the world by itself. */
class SansIoTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.outpost.protocols");

  private static final Set<String> VALUES_OF_JAVA_NET =
      Set.of(
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.URLDecoder",
          "java.net.URLEncoder");

  @Test
  void protocols_dependOnTheJdkAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.outpost.protocols..", "java..", "javax..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void protocols_useNoSocketFileThreadOrLog() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe("open, start or log something", SansIoTest::reachesOut))
        .check(CLASSES);
  }

  @Test
  void protocols_readNoClock() {
    noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "a clock of the machine",
                access -> {
                  String owner = access.getTargetOwner().getName();
                  String name = access.getTarget().getName();
                  return (owner.startsWith("java.time.") && name.equals("now"))
                      || owner.equals("java.time.Clock")
                      || (owner.equals("java.lang.System")
                          && Set.of("nanoTime", "currentTimeMillis").contains(name));
                }))
        .check(CLASSES);
  }

  @Test
  void protocols_printNothing() {
    noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "a standard stream",
                access ->
                    access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("in", "out", "err").contains(access.getTarget().getName())))
        .check(CLASSES);
  }

  private static boolean reachesOut(JavaClass type) {
    String name = type.getName();
    return (name.startsWith("java.net.") && !VALUES_OF_JAVA_NET.contains(name))
        || name.startsWith("java.nio.channels.")
        || name.startsWith("java.nio.file.")
        || name.startsWith("java.io.File")
        || name.startsWith("java.util.logging.")
        || name.startsWith("java.util.concurrent.")
        || name.startsWith("java.util.Timer")
        || name.equals("java.lang.Thread")
        || name.equals("java.lang.Process")
        || name.equals("java.lang.ProcessBuilder")
        || name.equals("java.lang.Runtime");
  }
}
