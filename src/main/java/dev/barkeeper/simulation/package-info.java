/** The whole bot on one thread in virtual time, with everything around it breaking from one seed. */
package dev.barkeeper.simulation;
