package dev.keepalive.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Each foreign subsystem has one gatekeeper package, and only JDK types cross to the boot loader.
 */
@AnalyzeClasses(
    packages = "dev.keepalive.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String AGENT = "dev.keepalive.agent";

  @ArchTest
  static final ArchRule boot_names_only_the_jdk =
      classes()
          .that()
          .resideInAPackage(AGENT + ".boot")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(AGENT + ".boot", "java..");

  @ArchTest
  static final ArchRule only_weave_names_byte_buddy =
      noClasses()
          .that()
          .resideOutsideOfPackage(AGENT + ".weave")
          .should()
          .dependOnClassesThat(
              resideInAPackage("net.bytebuddy..")
                  .and(not(resideInAPackage("net.bytebuddy.agent.."))));

  @ArchTest
  static final ArchRule only_cli_attaches =
      noClasses()
          .that()
          .resideOutsideOfPackage(AGENT + ".cli")
          .should()
          .dependOnClassesThat(resideInAPackage("net.bytebuddy.agent.."));

  @ArchTest
  static final ArchRule only_jmx_names_management =
      noClasses()
          .that()
          .resideOutsideOfPackage(AGENT + ".jmx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.management..", "java.lang.management..");

  @ArchTest
  static final ArchRule the_entry_class_never_names_what_is_injected =
      noClasses()
          .that()
          .haveSimpleName("KeepaliveAgent")
          .should()
          .dependOnClassesThat(resideInAPackage(AGENT + ".boot"));

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching(AGENT + ".(*)..").should().beFreeOfCycles();
}
