/** What a bot tells its person besides its problems: trades, waits, the day. */
package dev.barkeeper.app.notice;
