package dev.barkeeper.app.config;

import java.util.function.Function;

/**
 * A kind of value.
 *
 * @param allowed what is allowed, in words, for messages and the documentation
 * @param parser throws {@link IllegalArgumentException} (or an {@link ArithmeticException}) for anything else
 */
record Kind<T>(String allowed, Function<String, T> parser) {}
