/** Alerts out by e-mail, never in the way. */
package dev.barkeeper.mail;
