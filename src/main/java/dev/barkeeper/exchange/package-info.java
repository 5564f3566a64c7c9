/** The port of one account at any venue: requests out, reports in. */
package dev.barkeeper.exchange;
