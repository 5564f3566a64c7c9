package dev.barkeeper.alert;

/** Where alerts go; never blocks, never throws. Thread-safe. */
@FunctionalInterface
public interface Alerts {
    void raise(Alert alert);
}
