package dev.barkeeper.app.run;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.bitmex.BitmexVenue;
import dev.barkeeper.bot.Event;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.schedule.VenueClock;
import dev.barkeeper.scraper.GapFiller;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBarStore;
import java.util.function.Consumer;

/** The history an instance fills at its start, without the bot. Stateless. */
public final class BarsFetch {
    private BarsFetch() {}

    /**
     * Fetches what the table lacks of the last days; paced within the venue's rate limit.
     *
     * @param progress hears a line per page
     * @throws ExchangeException when the venue does not answer or does not know the symbol
     */
    public static Event.HistoryLoaded fetch(BotSettings settings, int days, Consumer<String> progress)
            throws ExchangeException {
        VenueClock clock = new VenueClock(1);
        try (Database database = Database.open(settings.database().toSettings());
                BitmexVenue venue = new BitmexVenue(settings.venue().toBarsSettings(), clock::observe);
                MarketData market = venue.marketData();
                GapFiller filler = GapFiller.impatient(
                        settings.symbol(), market, new SqlBarStore(database), clock::nowMillis, progress)) {
            venue.instrument(settings.symbol());
            // no stream is open here that would tell the time
            clock.observe(venue.timeMillis(settings.symbol()));
            Event.HistoryLoaded loaded = filler.fill(days);
            if (filler.hasGivenUp()) {
                throw new ExchangeException(
                        "venue or database failed again and again; " + loaded.bars()
                                + " minutes are stored, run it again for the rest",
                        true);
            }
            return loaded;
        }
    }
}
