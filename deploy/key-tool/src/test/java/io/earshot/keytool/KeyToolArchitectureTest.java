package io.earshot.keytool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class KeyToolArchitectureTest {

    private final JavaClasses tool = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.earshot.keytool");

    @Test
    void showsOnlyItsMainClass() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotMemberClasses()
                .should()
                .haveSimpleName("Main")
                .check(tool);
    }

    @Test
    void needsJavaAndTheKeysAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.earshot.keytool", "io.earshot.access", "java..", "org.jspecify..")
                .check(tool);
    }
}
