/** A run's figures for people and programs: terminal lines, one HTML file, JSON and CSV. */
package dev.barkeeper.backtest.report;
