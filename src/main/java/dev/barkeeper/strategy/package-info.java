/** Market and position become what we want, with the reason. */
package dev.barkeeper.strategy;
