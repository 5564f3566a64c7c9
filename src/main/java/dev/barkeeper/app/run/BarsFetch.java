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
                BitmexVenue venue = new BitmexVenue(Conversions.barsVenue(settings.venue()), clock::observe);
                MarketData market = venue.marketData();
                GapFiller filler = new GapFiller(
                        settings.symbol(), market, new SqlBarStore(database), clock::nowMillis, progress)) {
            venue.instrument(settings.symbol());
            return filler.fill(days);
        }
    }
}
