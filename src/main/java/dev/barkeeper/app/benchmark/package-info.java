/** Measures what is claimed about speed and size, all in one run, beside what it is to be compared with. */
package dev.barkeeper.app.benchmark;
