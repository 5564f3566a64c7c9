/** The straight line of one event, on one thread. */
package dev.barkeeper.bot;
