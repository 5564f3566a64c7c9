/** A day's journal through a fresh core, its requests and rows compared with those that were kept. */
package dev.barkeeper.app.replay;
