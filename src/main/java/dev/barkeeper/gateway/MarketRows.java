package dev.barkeeper.gateway;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.BookLevel;
import dev.barkeeper.paper.FundingRow;
import dev.barkeeper.paper.PaperTrade;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** Trades, quotes, bins, book and funding as the dialect writes them. Stateless. */
final class MarketRows {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int TOP = 10;

    private MarketRows() {}

    static Row trade(PaperTrade trade) {
        return new Row()
                .time("timestamp", trade.atMillis())
                .text("symbol", trade.symbol())
                .text("side", OrderRows.side(trade.side()))
                .whole("size", trade.contracts())
                .price("price", trade.priceE8())
                .text("tickDirection", trade.tick())
                .text("trdMatchID", trade.matchId())
                .whole("grossValue", trade.valueMinor())
                .decimal("homeNotional", trade.homeNotionalE8())
                .decimal("foreignNotional", trade.foreignNotionalE8())
                .text("trdType", "Regular");
    }

    static Row quote(Quote quote) {
        Row row = new Row().time("timestamp", quote.atMillis()).text("symbol", quote.symbol());
        if (quote.bidE8() > 0) {
            row.whole("bidSize", quote.bidContracts()).price("bidPrice", quote.bidE8());
        }
        if (quote.askE8() > 0) {
            row.price("askPrice", quote.askE8()).whole("askSize", quote.askContracts());
        }
        return row;
    }

    /** A bin; the stamp is its end. Without a trade, vwap and lastSize are left out. */
    static Row bin(Bar bar) {
        Row row = new Row()
                .time("timestamp", bar.closeMillis())
                .text("symbol", bar.symbol())
                .price("open", bar.openE8())
                .price("high", bar.highE8())
                .price("low", bar.lowE8())
                .price("close", bar.closeE8())
                .whole("trades", bar.trades())
                .whole("volume", bar.volume());
        if (bar.trades() > 0) {
            row.price("vwap", bar.vwapE8()).whole("lastSize", bar.lastSize());
        }
        return row.whole("turnover", bar.turnover())
                .decimal("homeNotional", bar.homeNotionalE8())
                .decimal("foreignNotional", bar.foreignNotionalE8());
    }

    static Row funding(FundingRow funding) {
        BigDecimal aDay =
                E8.toDecimal(Math.multiplyExact(funding.rateE8(), DAY_MILLIS / Math.max(1, funding.intervalMillis())));
        return new Row()
                .time("timestamp", funding.atMillis())
                .text("symbol", funding.symbol())
                .text("fundingInterval", WireTime.interval(funding.intervalMillis()))
                .decimal("fundingRate", funding.rateE8())
                .decimal("fundingRateDaily", aDay);
    }

    static Row level(BookLevel level) {
        return new Row()
                .text("symbol", level.symbol())
                .whole("id", level.id())
                .text("side", OrderRows.side(level.side()))
                .whole("size", level.contracts())
                .price("price", level.priceE8())
                .time("timestamp", level.atMillis())
                .time("transactTime", level.atMillis());
    }

    /** The ten best levels of each side as price and size. */
    static Row top(String symbol, List<BookLevel> book, long atMillis) {
        Comparator<BookLevel> byPrice = Comparator.comparingLong(BookLevel::priceE8);
        return new Row()
                .text("symbol", symbol)
                .put("bids", pairs(side(book, Side.BUY, byPrice.reversed(), TOP)))
                .put("asks", pairs(side(book, Side.SELL, byPrice, TOP)))
                .time("timestamp", atMillis);
    }

    private static List<BookLevel> side(List<BookLevel> book, Side side, Comparator<BookLevel> order, int depth) {
        return book.stream()
                .filter(level -> level.side() == side)
                .sorted(order)
                .limit(depth)
                .toList();
    }

    private static List<List<Object>> pairs(List<BookLevel> levels) {
        return levels.stream()
                .map(level -> List.<Object>of(E8.toDecimal(level.priceE8()), level.contracts()))
                .toList();
    }
}
