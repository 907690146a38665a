package io.outpost.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the shape that {@code agent/docs/ARCHITECTURE.md} describes. */
class ArchitectureTest {
  private static final String ROOT = "io.outpost.agent";

  /**
   * In the order in which data passes through them. The root package wires them together, so that
   * only those after it may use it.
   */
  private static final List<String> ORDER =
      List.of(
          "camera",
          "ingest",
          "onvif",
          "restream",
          "console",
          "gate",
          "view",
          "vision",
          "analysis",
          "evidence",
          "device",
          "event",
          "outbox",
          "store",
          "upstream",
          "verify",
          "line",
          "",
          "doctor",
          "replay",
          "demo",
          "plan",
          "evaluate",
          "cli");

  /** Of use to all, and using none of the others. */
  private static final List<String> SHARED = List.of("time", "metrics", "config");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  static Stream<String> packages() {
    return Stream.concat(ORDER.stream(), SHARED.stream());
  }

  @ParameterizedTest(name = "\"{0}\"")
  @MethodSource("packages")
  void package_dependsOnlyOnThoseBeforeIt(String name) {
    int place = ORDER.indexOf(name);
    String[] later =
        ORDER.subList(place + 1, ORDER.size()).stream()
            .map(ArchitectureTest::pattern)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(pattern(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .because("data passes through the packages in one direction")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void package_unknown_hasToBeGivenItsPlaceInTheOrder() {
    assertThat(CLASSES)
        .isNotEmpty()
        .allSatisfy(type -> assertThat(packages()).contains(topPackage(type)));
  }

  @Test
  void package_any_isNullMarked() {
    assertThat(CLASSES)
        .filteredOn(type -> !type.getPackageName().equals(ROOT + ".vision.wire"))
        .extracting(JavaClass::getPackage)
        .extracting(JavaPackage::getName, held -> held.isAnnotatedWith(NullMarked.class))
        .allSatisfy(row -> assertThat(row.toList().get(1)).as(row.toString()).isEqualTo(true));
  }

  /** Each library is known to one part; the rest would not notice if it were replaced. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "org.bytedeco.., io.outpost.agent.vision.worker..",
    "io.javalin.., io.outpost.agent.console..",
    "picocli.., io.outpost.agent.cli..",
    "org.yaml.snakeyaml.., io.outpost.agent.config..",
    "com.networknt.., io.outpost.agent.config..",
    "java.sql.., io.outpost.agent.outbox..",
    "org.sqlite.., io.outpost.agent.outbox..",
  })
  void library_isUsedByItsOwnPackageAlone(String library, String owner) {
    noClasses()
        .that()
        .resideOutsideOfPackage(owner)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void netty_isUsedWhereStreamsAreReadAndServed() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, pattern("ingest"), pattern("restream"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(CLASSES);
  }

  @Test
  void mqttClient_isUsedByItsSinkAlone() {
    noClasses()
        .that(
            describe(
                "are not the MQTT sink's",
                type ->
                    !type.getPackageName().startsWith(ROOT + ".upstream")
                        || !type.getName().contains("Mqtt")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.hivemq..")
        .check(CLASSES);
  }

  @Test
  void clocks_areReadInTimeAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(pattern("time"))
        .should()
        .accessTargetWhere(target("a clock of the machine", ArchitectureTest::readsClock))
        .because("everything else is given a TimeSource, and tests a simulated one")
        .check(CLASSES);
  }

  @Test
  void standardStreams_areWrittenByTheCommandLineAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(pattern("cli"))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  /** The worker is a process of its own, with threads of its own. */
  @Test
  void threads_areStartedByTheWiringAndTheWorkerAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT,
            pattern("vision.worker"),
            pattern("doctor"),
            pattern("replay"),
            pattern("demo"),
            pattern("plan"),
            pattern("evaluate"),
            pattern("cli"))
        .should()
        .accessTargetWhere(target("a new thread", ArchitectureTest::startsThread))
        .because("who starts a thread names it and ends it within a deadline")
        .check(CLASSES);
  }

  private static boolean readsClock(AccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.util.Date", "java.util.GregorianCalendar" ->
          name.equals("<init>")
              && ((AccessTarget.CodeUnitAccessTarget) target).getRawParameterTypes().isEmpty();
      case "java.util.Calendar" -> name.equals("getInstance");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }

  private static boolean startsThread(AccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    if (owner.isEquivalentTo(Executors.class)) {
      return name.startsWith("new");
    }
    if (owner.isEquivalentTo(CompletableFuture.class)) {
      return name.endsWith("Async") && !isGivenExecutor((AccessTarget.CodeUnitAccessTarget) target);
    }
    boolean made = name.equals("<init>");
    if (owner.isAssignableTo(Thread.class)) {
      return made || name.equals("start");
    }
    return made
        && (owner.isAssignableTo(Timer.class)
            || owner.isAssignableTo(ThreadPoolExecutor.class)
            || owner.isAssignableTo(ForkJoinPool.class)
            || owner.getName().endsWith("EventLoopGroup"));
  }

  /** What runs on threads of somebody else's starts none. */
  private static boolean isGivenExecutor(AccessTarget.CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .anyMatch(parameter -> parameter.isEquivalentTo(Executor.class));
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Predicate<AccessTarget> predicate) {
    return describe(description, access -> predicate.test(access.getTarget()));
  }

  /** The root package stands for itself, every other one for its sub-packages too. */
  private static String pattern(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name + "..";
  }

  private static String topPackage(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
  }
}
