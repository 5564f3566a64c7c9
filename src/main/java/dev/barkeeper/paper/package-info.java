/** The paper exchange: matching, accounts, funding, over scripted, generated or recorded prices. */
package dev.barkeeper.paper;
