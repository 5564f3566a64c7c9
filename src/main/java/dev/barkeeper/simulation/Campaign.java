package dev.barkeeper.simulation;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** One run per seed, shared out among threads: runs are independent of each other, so their number changes nothing. */
public final class Campaign {
    private final Supplier<RunStores> stores;
    private final int threads;

    /** @param stores made once for each thread */
    public Campaign(Supplier<RunStores> stores, int threads) {
        this.stores = stores;
        this.threads = threads;
    }

    /** Runs that many seeds from the first on. */
    public SimulationReport run(long first, long seeds, LongFunction<Simulation.Setup> setup) {
        SimulationReport report = new SimulationReport();
        AtomicLong next = new AtomicLong(first);
        Callable<Void> work = () -> {
            try (RunStores mine = stores.get()) {
                for (long seed = next.getAndIncrement(); seed < first + seeds; seed = next.getAndIncrement()) {
                    report.add(mine.run(setup.apply(seed)));
                }
            }
            report.addCpu(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            return null;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(work));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulated run broke: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
        return report;
    }
}
