/** Adapter to a venue that speaks BitMEX's dialect: sockets, REST, signing, wire records. */
package dev.barkeeper.bitmex;
