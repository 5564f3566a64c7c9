package dev.barkeeper.gateway;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.ExecType;
import dev.barkeeper.paper.FundingRow;
import dev.barkeeper.paper.MarketState;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperMargin;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperTrade;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PaperWallet;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.WalletEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what happens at the venue into the tables' frames, in the venue's order. Called under the venue's lock only, so
 * that every socket sees one order of things.
 */
final class RealtimeHub implements VenueListener {
    private static final Set<String> ORDER_ALWAYS = Set.of("orderID", "clOrdID", "account", "symbol", "timestamp");
    private static final Set<String> POSITION_ALWAYS =
            Set.of("account", "symbol", "currency", "currentQty", "markPrice", "liquidationPrice", "timestamp");
    private static final Set<String> MONEY_ALWAYS = Set.of("account", "currency", "timestamp");
    private static final Set<String> INSTRUMENT_ALWAYS = Set.of("symbol", "timestamp");

    private final Symbols symbols;
    private final Images images;
    private final Notionals notionals;
    private final Broadcast broadcast;
    private final BookTables books;
    private final ShadowTable orders = new ShadowTable(Table.ORDER, ORDER_ALWAYS);
    private final ShadowTable positions = new ShadowTable(Table.POSITION, POSITION_ALWAYS);
    private final ShadowTable margins = new ShadowTable(Table.MARGIN, MONEY_ALWAYS);
    private final ShadowTable wallets = new ShadowTable(Table.WALLET, MONEY_ALWAYS);
    private final ShadowTable instruments = new ShadowTable(Table.INSTRUMENT, INSTRUMENT_ALWAYS);
    private final Map<Table, ShadowTable> shadows = Map.of(
            Table.ORDER, orders,
            Table.POSITION, positions,
            Table.MARGIN, margins,
            Table.WALLET, wallets,
            Table.INSTRUMENT, instruments);

    RealtimeHub(PaperVenue venue, Symbols symbols, Images images, Broadcast broadcast) {
        this.symbols = symbols;
        this.images = images;
        this.notionals = new Notionals(venue, symbols);
        this.broadcast = broadcast;
        this.books = new BookTables(venue, images, broadcast);
        for (long account : venue.accounts()) {
            images.rows(new Topic(Table.ORDER, ""), account).forEach(orders::learn);
            images.rows(new Topic(Table.POSITION, ""), account).forEach(positions::learn);
            images.rows(new Topic(Table.MARGIN, ""), account).forEach(margins::learn);
            images.rows(new Topic(Table.WALLET, ""), account).forEach(wallets::learn);
        }
    }

    /** Before an image: what the others have not been told yet goes out, and the image is what is known from then on. */
    void level(Topic topic, long account, List<Row> image) {
        ShadowTable shadow = shadows.get(topic.table());
        if (shadow == null) {
            books.level(topic);
        } else {
            image.forEach(row -> update(shadow, topic.table(), account, row.string("symbol"), row));
        }
    }

    @Override
    public void onOrder(PaperOrder order, List<PaperExecution> executions) {
        List<Row> rows = new ArrayList<>();
        List<PaperOrder> states = new ArrayList<>();
        for (PaperExecution execution : executions) {
            rows.add(OrderRows.execution(execution, symbols.spec(execution.symbol())));
            execution.order().ifPresent(states::add);
        }
        if (states.isEmpty() || !states.get(states.size() - 1).equals(order)) {
            states.add(order);
        }
        for (PaperOrder state : states) {
            Row row = OrderRows.order(state, symbols.spec(state.symbol()));
            update(orders, Table.ORDER, state.account(), state.symbol(), row);
        }
        if (order.status().isTerminal()) {
            orders.forget(OrderRows.order(order, symbols.spec(order.symbol())));
        }
        broadcast.send(Table.EXECUTION, "insert", order.account(), order.symbol(), rows);
        if (executions.stream().anyMatch(execution -> execution.type() == ExecType.LIQUIDATION)) {
            liquidation(order);
        }
    }

    private void liquidation(PaperOrder order) {
        Row row = new Row()
                .text("orderID", order.orderId())
                .text("symbol", order.symbol())
                .text("side", OrderRows.side(order.side()))
                .price("price", order.averageE8())
                .whole("leavesQty", order.leavesContracts());
        broadcast.send(Table.LIQUIDATION, "insert", 0, order.symbol(), List.of(row));
        broadcast.send(Table.LIQUIDATION, "delete", 0, order.symbol(), List.of(row.only(Table.LIQUIDATION.keys())));
    }

    @Override
    public void onExecution(PaperExecution execution) {
        Row row = OrderRows.execution(execution, symbols.spec(execution.symbol()));
        broadcast.send(Table.EXECUTION, "insert", execution.account(), execution.symbol(), List.of(row));
    }

    @Override
    public void onPosition(PaperPosition position) {
        Row row = notionals.position(position);
        update(positions, Table.POSITION, position.account(), position.symbol(), row);
    }

    @Override
    public void onMargin(PaperMargin margin) {
        update(margins, Table.MARGIN, margin.account(), "", AccountRows.margin(margin));
    }

    @Override
    public void onWallet(PaperWallet wallet, WalletEntry entry) {
        update(wallets, Table.WALLET, wallet.account(), "", AccountRows.wallet(wallet));
        broadcast.send(Table.TRANSACT, "insert", entry.account(), "", List.of(AccountRows.transaction(entry)));
    }

    private void update(ShadowTable shadow, Table table, long account, String symbol, Row row) {
        boolean known = shadow.knows(row);
        Row change = shadow.change(row);
        if (!change.fields().isEmpty()) {
            broadcast.send(table, known ? "update" : "insert", account, symbol, List.of(change));
        }
    }

    @Override
    public void onTrades(List<PaperTrade> trades) {
        trades.stream().map(PaperTrade::symbol).distinct().forEach(symbol -> {
            List<Row> rows = trades.stream()
                    .filter(trade -> trade.symbol().equals(symbol))
                    .map(MarketRows::trade)
                    .toList();
            broadcast.send(Table.TRADE, "insert", 0, symbol, rows);
        });
    }

    @Override
    public void onQuote(Quote quote) {
        broadcast.send(Table.QUOTE, "insert", 0, quote.symbol(), List.of(MarketRows.quote(quote)));
    }

    @Override
    public void onBook(String symbol) {
        books.changed(symbol);
    }

    @Override
    public void onBar(BinSize size, Bar bar) {
        Table table = switch (size) {
            case MINUTE -> Table.TRADE_BIN_1M;
            case FIVE_MINUTES -> Table.TRADE_BIN_5M;
            case HOUR -> Table.TRADE_BIN_1H;
            case DAY -> Table.TRADE_BIN_1D;
        };
        broadcast.send(table, "insert", 0, bar.symbol(), List.of(MarketRows.bin(bar)));
        quoteBin(size, bar);
    }

    private void quoteBin(BinSize size, Bar bar) {
        Table table = switch (size) {
            case MINUTE -> Table.QUOTE_BIN_1M;
            case FIVE_MINUTES -> Table.QUOTE_BIN_5M;
            case HOUR -> Table.QUOTE_BIN_1H;
            case DAY -> Table.QUOTE_BIN_1D;
        };
        if (broadcast.isWanted(table, 0, bar.symbol())) {
            List<Row> rows = images.quoteBin(bar.symbol(), bar.closeMillis()).toList();
            if (!rows.isEmpty()) {
                broadcast.send(table, "insert", 0, bar.symbol(), rows);
            }
        }
    }

    @Override
    public void onInstrument(MarketState state) {
        updateInstrument(notionals.instrument(state));
        updateInstrument(InstrumentRows.index(state));
    }

    private void updateInstrument(Row row) {
        update(instruments, Table.INSTRUMENT, 0, row.string("symbol"), row);
    }

    @Override
    public void onFunding(FundingRow funding) {
        broadcast.send(Table.FUNDING, "insert", 0, funding.symbol(), List.of(MarketRows.funding(funding)));
    }
}
