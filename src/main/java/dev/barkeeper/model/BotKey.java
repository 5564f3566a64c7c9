package dev.barkeeper.model;

/**
 * Whose rows: everything that belongs to a bot is keyed by these three.
 *
 * @param account the venue's account number
 * @param emi the bot's permanent name, unique per account
 */
public record BotKey(long account, String symbol, String emi) {}
