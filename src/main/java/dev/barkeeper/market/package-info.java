/** Public data in, market state kept: bars, quotes, gaps. */
package dev.barkeeper.market;
