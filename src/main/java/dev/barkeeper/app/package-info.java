/** One class per command, the ini file, and the wiring by hand; no logic. */
package dev.barkeeper.app;
