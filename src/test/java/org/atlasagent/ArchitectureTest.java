package org.atlasagent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Set;
import java.util.stream.Collectors;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Collector;

/** The rooms of the house and the direction of data between them. */
@AnalyzeClasses(packages = "org.atlasagent", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String AGENT = "org.atlasagent.";

  /** What a room may use besides itself and the JDK. */
  private static ArchRule roomUses(String room, String... others) {
    String[] allowed = new String[others.length + 2];
    allowed[0] = AGENT + room + "..";
    allowed[1] = "org.jspecify..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 2] = others[i].indexOf('.') > 0 ? others[i] : AGENT + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(AGENT + room + "..")
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(allowed))
                .and(not(resideInAnyPackage("java..", "javax..")))
                .and(not(DescribedPredicate.describe("are arrays", JavaClass::isArray))));
  }

  @ArchTest static final ArchRule linuxUsesNothing = roomUses("linux");
  @ArchTest static final ArchRule meterUsesNothing = roomUses("meter");
  @ArchTest static final ArchRule configUsesNothing = roomUses("config");

  @ArchTest
  static final ArchRule sourceUsesLinux = roomUses("source", "linux", "org.freedesktop..");

  @ArchTest
  static final ArchRule collectorUsesSourceAndMeter = roomUses("collector", "source", "meter");

  @ArchTest
  static final ArchRule spectatordUsesMeterAndLinux = roomUses("spectatord", "meter", "linux");

  @ArchTest
  static final ArchRule receiverUsesSpectatordMeterAndLinux =
      roomUses("receiver", "spectatord", "meter", "linux");

  @ArchTest
  static final ArchRule atlasUsesReceiverAndMeter = roomUses("atlas", "receiver", "meter");

  @ArchTest
  static final ArchRule webUsesReceiverAndTheCatalogue =
      roomUses(
          "web", "receiver", "collector", "meter", "com.sun.net.httpserver..", "io.prometheus..");

  /** The JDK's HTTP server is loaded on first use only, as optional libraries are. */
  @ArchTest
  static final ArchRule theHttpServerOnlyInWeb =
      noClasses()
          .that(not(resideInAPackage(AGENT + "web..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule runtimeUsesEveryRoomBelow =
      roomUses(
          "runtime",
          "collector",
          "source",
          "linux",
          "meter",
          "spectatord",
          "receiver",
          "atlas",
          "web",
          "config");

  @ArchTest
  static final ArchRule cliUsesEveryRoomBelowAndPicocli =
      roomUses(
          "cli",
          "runtime",
          "collector",
          "source",
          "linux",
          "meter",
          "spectatord",
          "receiver",
          "config",
          "picocli..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.atlasagent.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule foreignFunctionsOnlyInLinux =
      noClasses()
          .that(not(resideInAPackage(AGENT + "linux..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..");

  /** Optional libraries are named in one class each, so that they are loaded on first use only. */
  @ArchTest
  static final ArchRule theBusOnlyInSystemdBus =
      noClasses()
          .that()
          .doNotHaveSimpleName("SystemdBus")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.freedesktop..");

  @ArchTest
  static final ArchRule theFormatsOfPrometheusOnlyInPrometheusText =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.PrometheusText(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.prometheus..");

  @ArchTest
  static final ArchRule processesOnlyInChildProcess =
      noClasses()
          .that()
          .doNotHaveSimpleName("ChildProcess")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule theClockOnlyInRuntime =
      noClasses()
          .that(not(resideInAPackage(AGENT + "runtime..")))
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule theEnvironmentOnlyInCli =
      noClasses()
          .that(not(resideInAPackage(AGENT + "cli..")))
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule onlyMainEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(AGENT + "Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  /** A static field that is final and of a type that cannot change. Enums keep their values so. */
  @ArchTest
  static final ArchRule noStaticMutableState =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .andShould(
              ArchConditions.not(
                  have(
                      DescribedPredicate.describe(
                          "a type that can be changed", ArchitectureTest::canBeChanged))));

  @ArchTest
  static final ArchRule collectorsAreFinal =
      classes()
          .that()
          .implement(Collector.class)
          .should()
          .haveModifier(FINAL)
          .andShould()
          .haveSimpleNameEndingWith("Collector")
          .andShould()
          .resideInAPackage(AGENT + "collector");

  /** Each collector class is made by a row of the catalogue: nothing is written and forgotten. */
  @ArchTest
  static void everyCollectorIsInTheCatalogue(JavaClasses classes) {
    Set<String> collectors =
        classes.stream()
            .filter(type -> type.isAssignableTo(Collector.class) && !type.isInterface())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    Set<String> made =
        classes.get(Catalogue.class).getCodeUnitReferencesFromSelf().stream()
            .map(reference -> reference.getTargetOwner().getName())
            .collect(Collectors.toSet());
    classes.get(Catalogue.class).getConstructorCallsFromSelf().stream()
        .map(call -> call.getTargetOwner().getName())
        .forEach(made::add);

    assertThat(made).containsAll(collectors);
  }

  private static boolean canBeChanged(JavaField field) {
    if (!field.getModifiers().contains(STATIC) || field.getName().equals("$VALUES")) {
      return false;
    }
    String type = field.getRawType().getName();
    return field.getRawType().isAssignableTo(java.util.concurrent.atomic.AtomicLong.class)
        || type.startsWith("java.util.concurrent.")
        || type.equals("java.lang.ThreadLocal")
        || Set.of(
                "java.util.ArrayList",
                "java.util.HashMap",
                "java.util.HashSet",
                "java.util.EnumMap",
                "java.lang.StringBuilder",
                "java.util.ArrayDeque")
            .contains(type);
  }
}
