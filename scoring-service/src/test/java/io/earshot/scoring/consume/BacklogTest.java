package io.earshot.scoring.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();

    @Test
    void isLargeWhenAllReadersTogetherAreFarBehind() {
        backlog.tell("one", Backlog.MUCH);
        assertThat(backlog.isLarge()).isFalse();

        backlog.tell("other", 1);
        assertThat(backlog.isLarge()).isTrue();
    }

    @Test
    void isForgottenWithItsReader() {
        backlog.tell("one", Backlog.MUCH + 1);
        backlog.forget("one");

        assertThat(backlog.isLarge()).isFalse();
    }
}
