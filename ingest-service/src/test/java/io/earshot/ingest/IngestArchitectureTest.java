package io.earshot.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.server.RouterFunctions;

class IngestArchitectureTest {

    private static final String ROOT = "io.earshot.ingest.";

    private final JavaClasses ingest = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.earshot.ingest");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.earshot.ingest.(*)..").should().beFreeOfCycles().check(ingest);
    }

    @Test
    void keepsTheEndpointsClosedAndApart() {
        for (String endpoint : new String[] {"post", "batch", "csvimport", "removal", "asking", "apidocs"}) {
            classes()
                    .that()
                    .resideInAPackage(ROOT + endpoint)
                    .should()
                    .notBePublic()
                    .andShould()
                    .onlyHaveDependentClassesThat()
                    .resideInAPackage(ROOT + endpoint)
                    .check(ingest);
        }
    }

    @Test
    void letsOnlyPublishKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "publish")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(ingest);
    }

    @Test
    void keepsThePublisherFreeOfHttp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "publish")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "reactor..")
                .check(ingest);
    }

    @Test
    void makesRoutesOnlyWithAGuard() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "access")
                .should()
                .callMethod(RouterFunctions.class, "route")
                .check(ingest);
    }

    @Test
    void takesTheTimeFromAClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ingest);
    }
}
