package dev.barkeeper.app.run;

import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;

/** Lets a dry run's exchange see every price before the scraper does. */
final class PriceTee implements MarketDataListener {
    private final DryRunExchange dryRun;
    private final MarketDataListener scraper;

    PriceTee(DryRunExchange dryRun, MarketDataListener scraper) {
        this.dryRun = dryRun;
        this.scraper = scraper;
    }

    @Override
    public void onBar(Bar bar) {
        dryRun.onPrice(bar.closeE8(), bar.closeMillis());
        scraper.onBar(bar);
    }

    @Override
    public void onQuote(Quote quote) {
        if (quote.midE8() > 0) {
            dryRun.onPrice(quote.midE8(), quote.atMillis());
        }
        scraper.onQuote(quote);
    }

    @Override
    public void onConnected() {
        scraper.onConnected();
    }

    @Override
    public void onDisconnected(String cause) {
        scraper.onDisconnected(cause);
    }
}
