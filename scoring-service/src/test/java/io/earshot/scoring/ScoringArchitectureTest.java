package io.earshot.scoring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.earshot.scoring.consume.Backlog;
import io.earshot.scoring.consume.ConsumeProperties;
import io.earshot.scoring.consume.ConsumersOfGeneration;
import io.earshot.scoring.consume.ScoreChanges;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScoringArchitectureTest {

    private final JavaClasses service = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.earshot.scoring");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.earshot.scoring.(*)..").should().beFreeOfCycles().check(service);
    }

    @Test
    void theFoldKnowsNoServerNoFrameworkAndNoClock() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.earshot.scoring.fold", "io.earshot.scoring.measure", "io.earshot.scoring.buckets")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.earshot.scoring.fold",
                        "io.earshot.scoring.measure",
                        "io.earshot.scoring.buckets",
                        "io.earshot.feedback",
                        "org.apache.commons.statistics.distribution",
                        "org.jspecify..",
                        "java..")
                .check(service);
        noClasses()
                .that()
                .resideInAPackage("io.earshot.scoring.fold")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .check(service);
    }

    @Test
    void onlyOnePackageTalksToCassandra() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.earshot.scoring.cassandra")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.datastax.oss.driver.api.core")
                .check(service);
    }

    /**
     * Scores are answered over HTTP, published and streamed; who does that hears of changes by the one interface that the consumers have, and gives
     * way to them where they are far behind. An audit reads its question as the others do, and a rebuild has consumers of its own.
     */
    @Test
    void nobodyAsksForAScoreOrAConsumerButWhoPassesScoresOn() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.earshot.scoring.query",
                        "io.earshot.scoring.responses",
                        "io.earshot.scoring.board",
                        "io.earshot.scoring.publish",
                        "io.earshot.scoring.stream",
                        "io.earshot.scoring.audit",
                        "io.earshot.scoring.rebuild",
                        "io.earshot.scoring.consume")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.earshot.scoring.query", "io.earshot.scoring.consume")
                .check(service);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.earshot.scoring.consume")
                .should()
                .dependOnClassesThat(resideInAPackage("io.earshot.scoring.consume")
                        .and(not(belongToAnyOf(
                                ScoreChanges.class,
                                Backlog.class,
                                ConsumeProperties.class,
                                ConsumersOfGeneration.class,
                                ConsumersOfGeneration.Running.class))))
                .check(service);
    }
}
