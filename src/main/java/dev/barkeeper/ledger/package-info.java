/** Fills, fees and funding become exact positions and profit. */
package dev.barkeeper.ledger;
