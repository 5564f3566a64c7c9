/** What the machine below gives to every room: processes told apart, threads that keep none alive, files that are whole. */
package dev.barkeeper.machine;
