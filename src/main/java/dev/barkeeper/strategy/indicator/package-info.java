/** Indicators at constant cost per bar, whatever the history. */
package dev.barkeeper.strategy.indicator;
