package io.earshot.keytool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.access.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static final Path DEFAULT = Path.of("default.json");

    @Test
    void readAKeyToAdd() {
        assertThat(
                        parse(
                                "add --name web --store my-shop --scopes submit,read --origins https://a.example,https://b.example"))
                .isEqualTo(new Command.Add(
                        DEFAULT,
                        "web",
                        "my-shop",
                        Set.of(Scope.SUBMIT, Scope.READ),
                        List.of("https://a.example", "https://b.example")));
    }

    @Test
    void takeTheFileThatIsNamed() {
        assertThat(parse("list")).isEqualTo(new Command.ListAll(DEFAULT));
        assertThat(parse("--file other.json list")).isEqualTo(new Command.ListAll(Path.of("other.json")));
        assertThat(parse("revoke web --file other.json")).isEqualTo(new Command.Revoke(Path.of("other.json"), "web"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--file x.json|no command (expected: add, list or revoke)",
                "remove web|command \"remove\" (expected: add, list or revoke)",
                "add --store my-shop --scopes read|--name: missing",
                "add --name web --store my-shop|--scopes: missing",
                "add --name web --store b --scopes reed|--scopes: \"reed\" (expected: some of submit, ingest, read, support)",
                "add --name web --nam web|unknown option --nam (expected: --name, --store, --scopes, --origins, --file)",
                "add --name a --name b|--name: given twice (expected: once, several values separated by commas)",
                "list --store b|unknown option --store (expected: --file)",
                "list --file|--file: no value",
                "revoke|no name (expected: revoke NAME)",
                "revoke a b|\"b\" is one word too many",
            })
    void areRefusedWithTheReason(String arguments, String reason) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse(arguments))
                .withMessage(reason);
    }

    private static Command parse(String arguments) {
        return Arguments.parse(DEFAULT, arguments.split(" "));
    }
}
