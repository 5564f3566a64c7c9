/** Serves the paper exchange in BitMEX's dialect, over HTTP and WebSocket. */
package dev.barkeeper.gateway;
