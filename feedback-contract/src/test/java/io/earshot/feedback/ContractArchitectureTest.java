package io.earshot.feedback;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ContractArchitectureTest {

    private final JavaClasses contract = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.earshot.feedback", "io.earshot.access");

    @Test
    void staysFreeOfFrameworks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.datastax..", "io.micrometer..", "reactor..")
                .check(contract);
    }

    @Test
    void keepsFeedbackAndAccessApart() {
        noClasses()
                .that()
                .resideInAPackage("io.earshot.access")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.earshot.feedback")
                .check(contract);
        classes()
                .that()
                .resideInAPackage("io.earshot.feedback")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.earshot.feedback", "java..", "org.apache.kafka..", "org.jspecify..", "tools.jackson..")
                .check(contract);
    }
}
