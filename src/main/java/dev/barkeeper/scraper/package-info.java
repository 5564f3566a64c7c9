/** Bars in, gaps filled, one update event out. */
package dev.barkeeper.scraper;
