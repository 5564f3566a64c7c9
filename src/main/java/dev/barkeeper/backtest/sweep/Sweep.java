package dev.barkeeper.backtest.sweep;

import dev.barkeeper.backtest.Score;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
    /** One run; called on several threads at a time. */
    @FunctionalInterface
    public interface Run {
        Score of(Map<String, String> parameters, Span span);
    }

    /** A run that is to be made. */
    public record Task(Map<String, String> parameters, Span span) implements Serializable {}

    private record Known(Map<String, String> parameters, String span) {}

    private Sweep() {}

    /** What a file does not know yet of every set on every span. */
    public static List<Task> missing(List<Map<String, String>> sets, List<Span> spans, SweepFile file) {
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
        return tasks;
    }

    /**
     * Makes them, in any order.
     *
     * @param done told how many are made; on any thread
     * @throws IllegalStateException when a run failed; what was found till then is in the file
     * @throws UncheckedIOException when the file could not be written
     */
    public static void run(List<Task> tasks, Run run, SweepFile file, int threads, LongConsumer done)
            throws InterruptedException {
        AtomicLong count = new AtomicLong();
        done.accept(0);
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
            if (e.getCause() instanceof UncheckedIOException unwritten) {
                throw unwritten;
            }
            throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
