package dev.barkeeper.bitmex;

import okhttp3.Call;
import okhttp3.EventListener;

/** Remembers of one request whether its first byte may have left, and says when the last one has. Thread-safe. */
final class SentMark extends EventListener {
    private final WireWatch watch;
    private volatile boolean left;

    SentMark(WireWatch watch) {
        this.watch = watch;
    }

    /** The mark a request carries as its tag; requests without one are not watched. */
    static EventListener of(Call call) {
        SentMark mark = call.request().tag(SentMark.class);
        return mark == null ? EventListener.NONE : mark;
    }

    boolean mayHaveLeft() {
        return left;
    }

    @Override
    public void requestHeadersStart(Call call) {
        left = true;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        watch.onRequestWritten(call.request().method(), call.request().url().encodedPath());
    }
}
