/** SQL: the database, its scripts, and one store per table. */
package dev.barkeeper.storage;
