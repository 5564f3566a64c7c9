/** Time: Quartz and the venue's clock behind the bot's timer port. */
package dev.barkeeper.schedule;
