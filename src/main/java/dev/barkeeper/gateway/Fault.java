package dev.barkeeper.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fault ready to strike. Immutable.
 *
 * @param count how often, above 0
 * @param skip how many matching occasions pass unharmed first
 * @param where what must hold for it to strike: {@code route} ({@code POST /order}), {@code table} (socket faults),
 *     {@code leg} ({@code STOP}, read from a client order id of ours), or any parameter of the request
 *     ({@code symbol}, {@code ordType}, {@code side}, {@code clOrdID}, …)
 * @param millis the delay, for those that have one
 * @param status the HTTP status, for those that have one
 * @param contracts for an external trade, signed
 */
public record Fault(
        FaultKind kind, int count, int skip, Map<String, String> where, long millis, int status, long contracts) {
    private static final long DEFAULT_DELAY_MILLIS = 500;
    private static final long DEFAULT_BAR_DELAY_MILLIS = 30_000;
    private static final int DEFAULT_STATUS = 503;
    private static final long MAX_DELAY_MILLIS = 600_000;

    public Fault {
        if (count < 1 || skip < 0 || millis < 0 || millis > MAX_DELAY_MILLIS || status < 400 || status > 599) {
            throw new IllegalArgumentException("fault " + kind.text() + ": count " + count + " must be above 0, skip "
                    + skip + " not negative, millis " + millis + " within 0 and " + MAX_DELAY_MILLIS + ", status "
                    + status + " 4xx or 5xx");
        }
        where = Map.copyOf(where);
    }

    /** Once, at the first occasion. */
    public static Fault once(FaultKind kind) {
        long delay = kind == FaultKind.BAR_LATE ? DEFAULT_BAR_DELAY_MILLIS : DEFAULT_DELAY_MILLIS;
        return new Fault(kind, 1, 0, Map.of(), delay, DEFAULT_STATUS, 0);
    }

    public Fault times(int times) {
        return new Fault(kind, times, skip, where, millis, status, contracts);
    }

    public Fault after(int occasions) {
        return new Fault(kind, count, occasions, where, millis, status, contracts);
    }

    public Fault where(String name, String value) {
        Map<String, String> more = new HashMap<>(where);
        more.put(name, value);
        return new Fault(kind, count, skip, more, millis, status, contracts);
    }

    public Fault millis(long delay) {
        return new Fault(kind, count, skip, where, delay, status, contracts);
    }

    public Fault status(int code) {
        return new Fault(kind, count, skip, where, millis, code, contracts);
    }

    public Fault contracts(long signed) {
        return new Fault(kind, count, skip, where, millis, status, signed);
    }

    boolean matches(Function<String, Optional<String>> occasion) {
        return where.entrySet().stream()
                .allMatch(wanted -> occasion.apply(wanted.getKey())
                        .filter(wanted.getValue()::equals)
                        .isPresent());
    }
}
