package dev.barkeeper.paper;

/**
 * The answer to {@code cancelAllAfter}.
 *
 * @param nowMillis venue time
 * @param cancelMillis when everything is cancelled; 0 when disarmed
 */
public record DeadMan(long nowMillis, long cancelMillis) {}
