/** Says no, with a reason. */
package dev.barkeeper.risk;
