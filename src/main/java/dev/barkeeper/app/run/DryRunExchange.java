package dev.barkeeper.app.run;

import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.paper.AccountsFile;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperExchange;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.SavedVenue;
import dev.barkeeper.paper.ScriptedPrices;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders of a dry run: an in-process paper exchange that follows a living venue's prices. Nothing is sent to the venue.
 * The paper account is kept in a file over restarts. Thread-safe.
 */
final class DryRunExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunExchange.class);
    private static final long DEPOSIT_MINOR = 100_000_000;
    private static final String NO_PRICE = "dry run: the venue has told no price yet";

    private final Instrument instrument;
    private final long account;
    private final AccountsFile file;
    private final long idSalt;
    private Optional<PaperVenue> venue = Optional.empty();
    private Optional<PaperExchange> paper = Optional.empty();
    private Optional<ExchangeListener> listener = Optional.empty();
    private long newestMillis;
    private boolean unsaved;

    /**
     * @param folder where a file of each symbol's account is kept
     * @param idSalt different in every run, e.g. the time it began
     */
    DryRunExchange(Instrument instrument, long account, Path folder, long idSalt) {
        this.instrument = instrument;
        this.account = account;
        this.file = new AccountsFile(folder.resolve("dry-run-account-" + instrument.symbol() + ".json"));
        this.idSalt = idSalt;
    }

    /** The living venue traded or quoted there; a bar comes after its minute, when newer quotes may have been seen. */
    synchronized void onPrice(long priceE8, long atMillis) {
        if (atMillis < newestMillis) {
            return;
        }
        newestMillis = atMillis;
        long price = instrument.roundToTick(priceE8);
        if (venue.isEmpty()) {
            openAt(price, atMillis);
        }
        venue.get().push(instrument.symbol(), price, instrument.lotContracts(), atMillis);
        save();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ALL;
    }

    @Override
    public synchronized void open(ExchangeListener newListener) {
        listener = Optional.of(newListener);
        paper.ifPresent(p -> p.open(this::relay));
    }

    @Override
    public synchronized void submit(OrderRequest request) {
        if (paper.isEmpty()) {
            relay(new ExchangeReport.SubmitRejected(request.id(), RejectReason.NOT_SENT, NO_PRICE));
            return;
        }
        paper.get().submit(request);
        unsaved = true;
        save();
    }

    @Override
    public synchronized void cancel(ClientOrderId id, String venueOrderId) {
        if (paper.isEmpty()) {
            relay(new ExchangeReport.CancelFailed(id, RejectReason.NOT_SENT, NO_PRICE));
            return;
        }
        paper.get().cancel(id, venueOrderId);
        unsaved = true;
        save();
    }

    @Override
    public synchronized void lookUp(ClientOrderId id, String symbol) {
        if (paper.isEmpty()) {
            relay(new ExchangeReport.LookUpFailed(id, NO_PRICE));
            return;
        }
        paper.get().lookUp(id, symbol);
    }

    @Override
    public synchronized void fetchAccount(String symbol) {
        if (paper.isEmpty()) {
            relay(new ExchangeReport.AccountFetchFailed(NO_PRICE));
            return;
        }
        paper.get().fetchAccount(symbol);
    }

    @Override
    public synchronized void fetchFills(String symbol, long fromMillis) {
        if (paper.isEmpty()) {
            relay(new ExchangeReport.FillsFetchFailed(NO_PRICE));
            return;
        }
        paper.get().fetchFills(symbol, fromMillis);
    }

    @Override
    public synchronized void close() {
        unsaved = venue.isPresent();
        save();
        paper.ifPresent(PaperExchange::close);
        venue.ifPresent(PaperVenue::close);
    }

    private void openAt(long priceE8, long atMillis) {
        long minute = atMillis - Math.floorMod(atMillis, Bar.MINUTE_MILLIS);
        PriceBar first = new PriceBar(minute - Bar.MINUTE_MILLIS, priceE8, priceE8, priceE8, priceE8, 1);
        PaperVenue opened = PaperVenue.open(
                VenueSettings.DEFAULT.withIdSalt(idSalt),
                List.of(new Listing(spec(priceE8), new ScriptedPrices(List.of(first)))));
        opened.advanceBar();
        saved().ifPresent(opened::restore);
        opened.openAccount(account, Map.of(instrument.settlementCurrency(), DEPOSIT_MINOR));
        PaperExchange exchange = new PaperExchange(opened, account);
        venue = Optional.of(opened);
        paper = Optional.of(exchange);
        listener.ifPresent(l -> exchange.open(this::relay));
        LOG.info("dry_run=opened symbol={} deposit={}", instrument.symbol(), DEPOSIT_MINOR);
    }

    /** The living contract's arithmetic; what only a real venue's risk desk asks for is set wide. */
    private ContractSpec spec(long priceE8) {
        ContractSpec usual = ContractSpecs.xbtusd();
        return new ContractSpec(
                instrument,
                usual.typ(),
                usual.underlying(),
                usual.quoteCurrency(),
                usual.positionCurrency(),
                usual.referenceSymbol(),
                usual.homePerContractE8(),
                Long.MAX_VALUE / 4,
                Long.MAX_VALUE / 4,
                0,
                priceE8,
                Math.max(instrument.lotContracts(), usual.ladderContracts()));
    }

    private Optional<SavedVenue> saved() {
        try {
            return file.load();
        } catch (IOException e) {
            LOG.error("dry_run=account_unreadable action=starts_afresh cause={}", e.getMessage());
            return Optional.empty();
        }
    }

    private void relay(ExchangeReport report) {
        unsaved |= report instanceof ExchangeReport.FillReported;
        listener.ifPresent(l -> l.onReport(report));
    }

    private void save() {
        if (unsaved && venue.isPresent()) {
            unsaved = false;
            try {
                file.save(venue.get().saved());
            } catch (IOException e) {
                LOG.error("dry_run=account_unsaved cause={}", e.toString());
            }
        }
    }
}
