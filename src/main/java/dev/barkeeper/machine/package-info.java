/** What the machine below gives to every room: processes told apart, files that are whole. */
package dev.barkeeper.machine;
