package dev.barkeeper.gateway;

import dev.barkeeper.model.Quote;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Window;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows a table's image shows a new subscriber. Used under the venue's lock. */
final class Images {
    private static final int TOP_25 = 25;
    private static final Window LAST = Window.newest(1);

    private final PaperVenue venue;
    private final Symbols symbols;
    private final InstrumentRoutes instruments;
    private final Notionals notionals;

    Images(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
        this.instruments = new InstrumentRoutes(venue, symbols);
        this.notionals = new Notionals(venue, symbols);
    }

    /** @param account 0 for a public table */
    List<Row> rows(Topic topic, long account) {
        return all(topic.table(), account)
                .filter(row -> topic.covers(row.string("symbol")))
                .toList();
    }

    private Stream<Row> all(Table table, long account) {
        return switch (table) {
            case INSTRUMENT -> instruments.contractsAndIndices().stream();
            case ORDER_BOOK_L2 -> book(0);
            case ORDER_BOOK_L2_25 -> book(TOP_25);
            case ORDER_BOOK_10 -> symbols.all().stream().map(spec -> top(spec.symbol()));
            case QUOTE -> each(spec -> quoted(spec.symbol()).map(MarketRows::quote));
            case TRADE ->
                each(spec -> venue.trades(spec.symbol(), LAST).stream().map(MarketRows::trade));
            case QUOTE_BIN_1M -> quoteBins(BinSize.MINUTE);
            case QUOTE_BIN_5M -> quoteBins(BinSize.FIVE_MINUTES);
            case QUOTE_BIN_1H -> quoteBins(BinSize.HOUR);
            case QUOTE_BIN_1D -> quoteBins(BinSize.DAY);
            case TRADE_BIN_1M -> bins(BinSize.MINUTE);
            case TRADE_BIN_5M -> bins(BinSize.FIVE_MINUTES);
            case TRADE_BIN_1H -> bins(BinSize.HOUR);
            case TRADE_BIN_1D -> bins(BinSize.DAY);
            case FUNDING ->
                each(spec -> venue.funding(spec.symbol(), LAST).stream().map(MarketRows::funding));
            case ORDER ->
                venue.openOrders(account).stream().map(order -> OrderRows.order(order, symbols.spec(order.symbol())));
            case POSITION -> positions(account);
            case MARGIN -> AccountRows.margins(venue.margins(account));
            case WALLET -> AccountRows.wallets(venue.wallets(account));
            case EXECUTION, TRANSACT, AFFILIATE, LIQUIDATION, SETTLEMENT, INSURANCE, ANNOUNCEMENT, API_KEY ->
                Stream.empty();
        };
    }

    /** The present quote; none before the first trade, as at a venue that has just opened. */
    private Stream<Quote> quoted(String symbol) {
        return venue.quotes(symbol, LAST).stream().flatMap(any -> venue.quote(symbol).stream());
    }

    Stream<Row> positions(long account) {
        return venue.positions(account).stream().map(notionals::position);
    }

    Row top(String symbol) {
        return MarketRows.top(symbol, venue.book(symbol, 0), venue.nowMillis());
    }

    private Stream<Row> book(int depth) {
        return each(spec -> venue.book(spec.symbol(), depth).stream().map(MarketRows::level));
    }

    private Stream<Row> bins(BinSize size) {
        return each(
                spec -> venue.bars(spec.symbol(), size, LAST, false).stream().map(MarketRows::bin));
    }

    private Stream<Row> quoteBins(BinSize size) {
        return each(spec -> venue.bars(spec.symbol(), size, LAST, false).stream()
                .flatMap(bar -> quoteBin(bar.symbol(), bar.closeMillis())));
    }

    /** The last quote before the end of a bin, stamped with that end; none when there was no quote yet. */
    Stream<Row> quoteBin(String symbol, long endMillis) {
        Window lastBefore = new Window(Long.MIN_VALUE, endMillis - 1, 1, true);
        return venue.quotes(symbol, lastBefore).stream()
                .map(quote -> MarketRows.quote(quote).put("timestamp", WireTime.text(endMillis)));
    }

    private Stream<Row> each(Function<ContractSpec, Stream<Row>> rows) {
        return symbols.all().stream().flatMap(rows);
    }
}
