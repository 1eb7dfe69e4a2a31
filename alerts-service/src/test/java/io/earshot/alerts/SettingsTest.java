package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.io.ClassPathResource;

/** A setting that stands in the wrong place of the file is read by nobody, and nobody says so. */
class SettingsTest {

    @Test
    void bindsEverySettingOfTheFile() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yml"));
        Set<String> written = yaml.getObject().stringPropertyNames().stream()
                .filter(name -> name.startsWith("earshot."))
                .collect(Collectors.toSet());

        assertThat(written).isNotEmpty().isSubsetOf(bound());
    }

    private static Set<String> bound() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.earshot.alerts")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .flatMap(SettingsTest::settings)
                        .collect(Collectors.toSet());
    }

    private static Stream<String> settings(Class<?> type) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .map(name -> ConfigurationPropertyName.of(prefix + "." + name).toString());
    }
}
