/** From a wish to requests: plan, track, keep the stop, reconcile. */
package dev.barkeeper.execution;
