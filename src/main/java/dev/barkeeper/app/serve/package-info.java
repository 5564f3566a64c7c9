/** The paper exchange as a program of its own: prices, accounts in a file, and the gateway in front. */
package dev.barkeeper.app.serve;
