/** Another process that looks after the bots: alive, progressing, clean; what it hears from them and what it does then. */
package dev.barkeeper.watchdog;
