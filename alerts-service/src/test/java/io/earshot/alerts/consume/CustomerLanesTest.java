package io.earshot.alerts.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomerLanesTest {

    private final CustomerLanes lanes = new CustomerLanes();
    private final List<Integer> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void keepsTheOrderOfACustomer() {
        IntStream.range(0, 100).forEach(n -> lanes.run("kim", "item-" + n, () -> done.add(n)));

        lanes.finish();

        assertThat(done).hasSize(100).isSorted();
    }

    @Test
    void keepsTheOrderOfAnItemThatChangesItsCustomer() {
        IntStream.range(0, 100).forEach(n -> lanes.run("customer-" + n, "item", () -> done.add(n)));

        lanes.finish();

        assertThat(done).hasSize(100).isSorted();
    }

    @Test
    void letsCustomersNotWaitForEachOther() {
        CountDownLatch other = new CountDownLatch(1);
        lanes.run("kim", "a", () -> {
            try {
                other.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        lanes.run("sam", "b", other::countDown);

        lanes.finish();

        assertThat(other.getCount()).isZero();
    }

    @Test
    void doesNothingMoreForACustomerAfterAFailureAndTellsOfIt() {
        lanes.run("kim", "a", () -> {
            throw new IllegalStateException("away");
        });
        lanes.run("kim", "b", () -> done.add(1));
        lanes.run("sam", "c", () -> done.add(2));

        assertThatIllegalStateException().isThrownBy(lanes::finish).withMessage("away");
        assertThat(done).containsExactly(2);
    }

    @Test
    void startsAfreshAfterAFailure() {
        lanes.run("kim", "a", () -> {
            throw new IllegalStateException("away");
        });
        assertThatIllegalStateException().isThrownBy(lanes::finish);

        lanes.run("kim", "a", () -> done.add(1));
        lanes.finish();

        assertThat(done).containsExactly(1);
    }
}
