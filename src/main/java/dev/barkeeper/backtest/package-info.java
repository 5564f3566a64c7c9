/** History through the same bot on the paper venue, on one thread in virtual time; then what came of it. */
package dev.barkeeper.backtest;
