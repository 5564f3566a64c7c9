/** Everything that led to one minute's decision, out of the tables and the journal, as lines for a person. */
package dev.barkeeper.app.explain;
