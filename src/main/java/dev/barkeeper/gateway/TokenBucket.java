package dev.barkeeper.gateway;

/** A bucket of tokens that refills continuously. Guarded by its owner. */
final class TokenBucket {
    private final int capacity;
    private final long fillMillis;
    private long units;
    private long lastMillis;

    /** @param fillMillis time in which an empty bucket is full again */
    TokenBucket(int capacity, long fillMillis, long nowMillis) {
        this.capacity = capacity;
        this.fillMillis = fillMillis;
        this.units = capacity * fillMillis;
        this.lastMillis = nowMillis;
    }

    /** Takes one token if there is one; a clock that went back refills nothing. */
    boolean take(long nowMillis) {
        refill(nowMillis);
        if (units < fillMillis) {
            return false;
        }
        units -= fillMillis;
        return true;
    }

    /** Whole tokens left. */
    int remaining() {
        return (int) (units / fillMillis);
    }

    /** Until there is a token, 0 when there is one. */
    long millisToNext() {
        long missing = fillMillis - units;
        return missing <= 0 ? 0 : (missing + capacity - 1) / capacity;
    }

    private void refill(long nowMillis) {
        long full = capacity * fillMillis;
        long elapsed = Math.min(fillMillis, Math.max(0, nowMillis - lastMillis));
        units = Math.min(full, units + elapsed * capacity);
        lastMillis = Math.max(lastMillis, nowMillis);
    }
}
