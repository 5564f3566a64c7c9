package dev.barkeeper.backtest.sweep;

import dev.barkeeper.backtest.Analysis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Runs what is not known yet, on so many threads. Stateless. */
public final class Sweep {
    /** One run of the full path. */
    @FunctionalInterface
    public interface Run {
        Analysis of(Map<String, String> parameters, Span span);
    }

    private record Task(Map<String, String> parameters, Span span) {}

    private record Known(Map<String, String> parameters, String span) {}

    private Sweep() {}

    /**
     * Every set on every span, in any order.
     *
     * @param done told how many are known, the ones known before among them; on any thread
     * @throws IllegalStateException when a run failed; what was found till then is in the file
     */
    public static void run(
            List<Map<String, String>> sets, List<Span> spans, Run run, SweepFile file, int threads, LongConsumer done)
            throws InterruptedException {
        Set<Known> known = new HashSet<>();
        file.rows().forEach(row -> known.add(new Known(row.parameters(), row.span())));
        List<Task> tasks = new ArrayList<>();
        for (Span span : spans) {
            for (Map<String, String> set : sets) {
                if (!known.contains(new Known(set, span.name()))) {
                    tasks.add(new Task(set, span));
                }
            }
        }
        AtomicLong count = new AtomicLong((long) sets.size() * spans.size() - tasks.size());
        done.accept(count.get());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Task task : tasks) {
                futures.add(pool.submit(() -> {
                    file.add(
                            SweepRow.of(task.parameters(), task.span().name(), run.of(task.parameters(), task.span())));
                    done.accept(count.incrementAndGet());
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
