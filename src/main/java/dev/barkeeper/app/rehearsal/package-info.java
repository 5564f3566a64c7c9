/** Strategies over a whole prices file through the real gateway in lock-step, audited at the venue. */
package dev.barkeeper.app.rehearsal;
