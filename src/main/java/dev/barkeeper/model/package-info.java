/** The nouns of the trade: immutable values, JDK only. */
package dev.barkeeper.model;
