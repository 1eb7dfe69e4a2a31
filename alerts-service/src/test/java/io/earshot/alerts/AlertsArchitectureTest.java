package io.earshot.alerts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AlertsArchitectureTest {

    private final JavaClasses service = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.earshot.alerts");

    @Test
    void hasFeaturesThatDontGoRoundInCircles() {
        slices().matching("io.earshot.alerts.(*)..").should().beFreeOfCycles().check(service);
    }

    @Test
    void judgesWithoutFrameworkOrStore() {
        classes()
                .that()
                .resideInAPackage("..rules")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.earshot.alerts.rules", "io.earshot.feedback", "java..", "org.jspecify..")
                .check(service);
    }

    @Test
    void keepsWhatPeopleAskApartFromTheTopics() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..consume", "..publish", "..dryruns", "..stream")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(service);
    }

    @Test
    void isClosedByDefault() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Configuration")
                .or()
                .haveSimpleNameEndingWith("Rows")
                .or()
                .haveSimpleNameEndingWith("Counters")
                .should()
                .bePackagePrivate()
                .check(service);
        fields().should().notBeAnnotatedWith(Autowired.class).check(service);
    }
}
