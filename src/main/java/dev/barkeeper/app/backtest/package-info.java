/** History through the bot of an instance: one run with its report, and sweeps over many parameters. */
package dev.barkeeper.app.backtest;
