package dev.barkeeper.exchange;

/** Receives reports, on any thread; must not block. */
@FunctionalInterface
public interface ExchangeListener {
    void onReport(ExchangeReport report);
}
