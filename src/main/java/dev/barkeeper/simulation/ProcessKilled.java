package dev.barkeeper.simulation;

/** The process ends here, in the middle of whatever it does; nothing in the bot may catch it. */
final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;

    ProcessKilled(String where) {
        super(where, null, false, false);
    }
}
