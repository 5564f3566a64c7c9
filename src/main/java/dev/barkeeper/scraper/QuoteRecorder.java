package dev.barkeeper.scraper;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes quotes to the log named {@value #LOG_NAME}, which the log settings send to the rotating file of
 * {@code log.quotes.outfile}. One line per quote: timestamp, symbol, bid size, bid, ask, ask size, separated by commas;
 * an empty side has size and price 0. Stateless.
 */
public final class QuoteRecorder {
    /** The logger's name. */
    public static final String LOG_NAME = "barkeeper.quotes";

    private static final Logger LOG = LoggerFactory.getLogger(LOG_NAME);

    /** Writes one line. */
    public void record(Quote quote) {
        if (LOG.isInfoEnabled()) {
            LOG.info(line(quote));
        }
    }

    static String line(Quote quote) {
        return Instant.ofEpochMilli(quote.atMillis()) + "," + quote.symbol() + "," + quote.bidContracts() + ","
                + E8.toString(quote.bidE8()) + "," + E8.toString(quote.askE8()) + "," + quote.askContracts();
    }
}
