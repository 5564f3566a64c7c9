/** Many parameter sets over the same history: what each came to, kept as they are found. */
package dev.barkeeper.backtest.sweep;
