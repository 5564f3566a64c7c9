/** One running instance: its parts made by hand and joined. */
package dev.barkeeper.app.run;
