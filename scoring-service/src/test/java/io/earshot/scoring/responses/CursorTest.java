package io.earshot.scoring.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.cassandra.ResponseKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Instant TIME = Instant.parse("2026-11-21T10:15:00.250Z");

    @Test
    void bringsThePlaceBack() {
        ResponseKey row = new ResponseKey(TIME, "a_b.c-1", 3, 1, 1L << 39);
        ResponseKey between = ResponseKey.before(TIME);

        assertThat(Cursor.read(Cursor.write(row))).hasValue(row);
        assertThat(Cursor.read(Cursor.write(between))).hasValue(between);
        assertThat(Cursor.write(row)).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "MTo", "MToyOjM6NA", "eDoxOjE6MTphIGI", "OTk5OTk5OTk5OTk5OTk5OTk5OjE6MTox"})
    void isNothingElse(String text) {
        assertThat(Cursor.read(text)).isEmpty();
    }
}
