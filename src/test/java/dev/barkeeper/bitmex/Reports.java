package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records what an exchange reports. */
final class Reports implements ExchangeListener {
    private final BlockingQueue<ExchangeReport> queue = new LinkedBlockingQueue<>();

    @Override
    public void onReport(ExchangeReport report) {
        queue.add(report);
    }

    /** The next report, which must be of that kind. */
    <R extends ExchangeReport> R next(Class<R> kind) throws InterruptedException {
        ExchangeReport report = queue.poll(5, TimeUnit.SECONDS);
        assertThat(report).as("next report").isInstanceOf(kind);
        return kind.cast(report);
    }

    /** The next report of that kind, the others before it are passed over. */
    <R extends ExchangeReport> R await(Class<R> kind) throws InterruptedException {
        for (int seen = 0; seen < 10_000; seen++) {
            ExchangeReport report = queue.poll(10, TimeUnit.SECONDS);
            assertThat(report).as("a " + kind.getSimpleName()).isNotNull();
            if (kind.isInstance(report)) {
                return kind.cast(report);
            }
        }
        throw new AssertionError("10000 reports without a " + kind.getSimpleName());
    }

    /** Everything that has come and was not asked for yet. */
    List<ExchangeReport> rest() {
        List<ExchangeReport> all = new ArrayList<>();
        queue.drainTo(all);
        return all;
    }
}
