package io.earshot.local.servers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ServersArchitectureTest {

    private final JavaClasses servers = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.earshot.local.servers");

    @Test
    void needNothingButJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "io.earshot.local.servers..")
                .check(servers);
    }

    @Test
    void hideHowTheyAreConfiguredAndProbed() {
        classes()
                .that()
                .haveSimpleName("CassandraFiles")
                .or()
                .haveSimpleName("Probe")
                .or()
                .haveSimpleName("ServerClassPath")
                .should()
                .bePackagePrivate()
                .check(servers);
    }
}
