/** What must not be forgotten: one atomic commit per event, and the numbered inbox and outbox. */
package dev.barkeeper.journal;
