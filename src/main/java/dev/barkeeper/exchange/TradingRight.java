package dev.barkeeper.exchange;

/**
 * The right of this process to trade for its bot, as far as is known without asking anybody: adapters look at it right
 * before the wire, since a request may have waited, or the process stood, since it was decided. Thread-safe.
 */
public interface TradingRight {
    /** Of a process that shares its bot with nobody. */
    TradingRight ALWAYS = new TradingRight() {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public boolean isCertain() {
            return true;
        }
    };

    /** False once another process is known to have taken over: send nothing. */
    boolean isHeld();

    /** Whether nobody can have taken over yet: enter nothing otherwise. */
    boolean isCertain();
}
