package dev.barkeeper.gateway;

import dev.barkeeper.paper.PaperMargin;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.WalletEntry;
import dev.barkeeper.paper.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls on one account's money; none of them moves it in or out. Thread-safe. */
final class WalletRoutes {
    private static final String DEFAULT_CURRENCY = "XBt";
    private static final String ALL = "all";
    /** What needs a right no paper key has, and an address no paper account has. */
    private static final List<String> REFUSED = List.of(
            "GET /user/depositAddress",
            "POST /user/requestWithdrawal",
            "POST /user/confirmWithdrawal",
            "POST /user/cancelWithdrawal",
            "POST /user/walletTransfer");

    private final PaperVenue venue;
    private final Symbols symbols;

    WalletRoutes(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
    }

    void addTo(Routes routes) {
        routes.read("GET /user/wallet", this::wallet)
                .read("GET /user/walletHistory", this::history)
                .read("GET /user/walletSummary", this::summary);
        REFUSED.forEach(name -> routes.read(name, request -> {
            throw ApiError.http(403, "Access Denied");
        }));
    }

    private Object wallet(ApiRequest request) {
        return ofCurrency(
                request, AccountRows.wallets(venue.wallets(request.account())).toList());
    }

    /** The row of the asked currency, XBt when none is named; all rows for {@code all}. */
    static Object ofCurrency(ApiRequest request, List<Row> rows) {
        String currency = currency(request);
        if (currency.equals(ALL)) {
            return rows;
        }
        return rows.stream()
                .filter(row -> row.string("currency").equals(currency))
                .findFirst()
                .orElseThrow(() -> ApiError.badRequest("currency is invalid"));
    }

    private static String currency(ApiRequest request) {
        return request.params().text("currency").orElse(DEFAULT_CURRENCY);
    }

    private List<Row> history(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.TRANSACT, TableQuery.MAX_TRANSACTIONS, true, symbols);
        Window everything = new Window(query.startMillis(), query.endMillis(), Integer.MAX_VALUE, query.reverse());
        return query.page(entries(request, everything).stream().map(AccountRows::transaction));
    }

    private List<WalletEntry> entries(ApiRequest request, Window window) {
        String currency = currency(request);
        return venue.walletHistory(request.account(), window).stream()
                .filter(entry -> currency.equals(ALL) || entry.currency().equals(currency))
                .toList();
    }

    /** The history added up by kind and symbol, then a total for each currency. */
    private List<Row> summary(ApiRequest request) {
        Map<List<String>, Long> sums = new LinkedHashMap<>();
        for (WalletEntry entry : entries(request, Window.between(Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE))) {
            sums.merge(List.of(entry.currency(), entry.type(), entry.address()), entry.amountMinor(), Long::sum);
        }
        List<Row> rows = new ArrayList<>();
        sums.forEach((kind, amount) -> rows.add(sum(request.account(), kind.get(0), kind.get(1), kind.get(2), amount)));
        String currency = currency(request);
        for (PaperMargin margin : venue.margins(request.account())) {
            if (currency.equals(ALL) || margin.currency().equals(currency)) {
                rows.add(sum(request.account(), margin.currency(), "Total", "", margin.walletBalanceMinor())
                        .whole("walletBalance", margin.walletBalanceMinor())
                        .whole("unrealisedPnl", margin.unrealisedMinor())
                        .whole("marginBalance", margin.marginBalanceMinor()));
            }
        }
        return rows;
    }

    private static Row sum(long account, String currency, String type, String symbol, long amountMinor) {
        return new Row()
                .whole("account", account)
                .text("currency", currency)
                .text("transactType", type)
                .text("symbol", symbol)
                .whole("amount", amountMinor);
    }
}
