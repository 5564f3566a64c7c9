package dev.barkeeper.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happened, a line each, for a person; says nothing unless somebody listens. */
public final class Trace {
    /** Nobody listens. */
    public static final Trace NONE = new Trace(null);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Consumer<String> sink;

    private Trace(Consumer<String> sink) {
        this.sink = sink;
    }

    /** Lines go there. */
    public static Trace to(Consumer<String> sink) {
        return new Trace(sink);
    }

    void say(long millis, String who, Supplier<String> what) {
        if (sink != null) {
            sink.accept(TIME.format(Instant.ofEpochMilli(millis)) + " " + who + " " + what.get());
        }
    }
}
