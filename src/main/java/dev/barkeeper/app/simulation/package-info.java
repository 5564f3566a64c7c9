/** The simulation as a command. */
package dev.barkeeper.app.simulation;
