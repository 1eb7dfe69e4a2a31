package io.earshot.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void fillsInTheSettings() {
        List<String> statements =
                new Schema(new CassandraProperties(List.of("db:9042"), "north", "alerts_a", 3)).statements();

        assertThat(statements.get(0))
                .isEqualTo("CREATE KEYSPACE IF NOT EXISTS alerts_a WITH replication ="
                        + " {'class': 'NetworkTopologyStrategy', 'north': 3}");
        assertThat(statements)
                .hasSize(19)
                .allSatisfy(statement -> assertThat(statement)
                        .startsWith("CREATE ")
                        .contains(" alerts_a")
                        .doesNotContain("${", ";", "--"));
    }

    @Test
    void refusesSettingsThatCantBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraProperties(List.of("db"), "north", "alerts", 1))
                .withMessage("contact-points: db (expected: host:port)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraProperties(List.of("db:9042"), "north", "1; DROP", 1))
                .withMessageStartingWith("keyspace: 1; DROP (expected:");
    }
}
