package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, started as a person does: by the launcher, if there is one. */
final class BotChild implements AutoCloseable {
    private static final long END_LIMIT_SECONDS = 20;
    /** What the launcher gives to {@code run}; for where there is no launcher, as in tests. */
    private static final List<String> OPTIONS = List.of(
            "-Xms20m",
            "-Xmn12m",
            "-Xmx88m",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Duser.timezone=UTC");

    private final Process process;
    private final Path out;

    private BotChild(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** @param root holds {@code config/bitmex_bot_0.ini} */
    static BotChild start(CommandContext context, Path root) throws IOException {
        return start(context, root, "run", "--instance", "0");
    }

    /**
     * Any command on that folder.
     *
     * @param root holds {@code config}
     */
    static BotChild start(CommandContext context, Path root, String... words) throws IOException {
        Path launcher = context.launcher().toAbsolutePath();
        Path place = root.toAbsolutePath();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(launcher)) {
            command.add(launcher.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.barkeeper.app.Main"));
        }
        command.addAll(List.of(words));
        command.addAll(List.of("--root", place.toString()));
        command.addAll(List.of("--config", place.resolve("config").toString()));
        Path out = place.resolve(String.join("", words) + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2"); // as the launcher does
        builder.environment().put(Owner.VARIABLE, Owner.self());
        Process process = builder.start();
        return new BotChild(process, out);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits a moment, less when it ends. */
    void pause(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** What it said last. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(out);
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    /** Resident memory, MB; empty where the system does not tell. */
    Optional<Double> residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .findFirst();
    }

    /** Time on processors since its start, seconds; empty where the system does not tell. */
    Optional<Double> processorSeconds() {
        return process.info().totalCpuDuration().map(used -> used.toMillis() / 1_000.0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
