package dev.barkeeper.gateway;

import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The calls on one account's executions, positions, margins and keys. Thread-safe. */
final class AccountRoutes {
    private static final long DAY_MILLIS = 86_400_000;
    private static final BigDecimal MAX_LEVERAGE = BigDecimal.valueOf(100);

    private final PaperVenue venue;
    private final Symbols symbols;
    private final ApiKeys keys;
    private final Notionals notionals;

    AccountRoutes(PaperVenue venue, Symbols symbols, ApiKeys keys) {
        this.venue = venue;
        this.symbols = symbols;
        this.keys = keys;
        this.notionals = new Notionals(venue, symbols);
    }

    void addTo(Routes routes) {
        routes.read("GET /execution", request -> executions(request, any -> true))
                .read(
                        "GET /execution/tradeHistory",
                        request -> executions(request, row -> row.type().isBalanceAffecting()))
                .read("GET /position", this::positions)
                .order("POST /position/leverage", this::leverage)
                .order("POST /position/isolate", this::isolate)
                .order("POST /position/riskLimit", request -> unchanged(request, "riskLimit"))
                .order("POST /position/transferMargin", request -> unchanged(request, "amount"))
                .read("GET /user", this::user)
                .read("GET /user/margin", this::margin)
                .read("GET /user/executionHistory", this::executionsOfADay)
                .read("GET /user/commission", request -> commission())
                .read("GET /user/quoteFillRatio", request -> List.of())
                .read("GET /user/tradingVolume", this::tradingVolume)
                .read("GET /user/affiliateStatus", request -> new Row().whole("account", request.account()))
                .read("GET /apiKey", this::apiKeys);
    }

    private List<Row> executions(ApiRequest request, Predicate<PaperExecution> kind) {
        TableQuery query = TableQuery.of(request.params(), Table.EXECUTION, TableQuery.MAX_COUNT, false, symbols);
        return query.page(venue
                .executions(
                        request.account(),
                        query.window(),
                        execution -> query.wants(execution.symbol()) && kind.test(execution))
                .stream()
                .map(execution -> OrderRows.execution(execution, symbols.spec(execution.symbol()))));
    }

    /** What moved the balance in one symbol on the UTC day of {@code timestamp}. */
    private List<Row> executionsOfADay(ApiRequest request) {
        String symbol = knownSymbol(request);
        long at = WireTime.parse(request.required("timestamp"))
                .orElseThrow(() -> ApiError.badRequest("timestamp is invalid"));
        long day = Math.floorDiv(at, DAY_MILLIS) * DAY_MILLIS;
        Window window = Window.between(day, day + DAY_MILLIS - 1, Integer.MAX_VALUE);
        return venue
                .executions(
                        request.account(),
                        window,
                        execution -> execution.symbol().equals(symbol)
                                && execution.type().isBalanceAffecting())
                .stream()
                .map(execution -> OrderRows.execution(execution, symbols.spec(symbol)))
                .toList();
    }

    private List<Row> positions(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.POSITION, TableQuery.MAX_COUNT, false, symbols);
        return query.pageOldestFirst(venue.positions(request.account()).stream()
                .filter(position -> query.wants(position.symbol()))
                .map(this::row)
                .toList());
    }

    private Row row(PaperPosition position) {
        return notionals.position(position);
    }

    private Row leverage(ApiRequest request) {
        String symbol = knownSymbol(request);
        request.required("leverage");
        BigDecimal leverage = request.params().decimal("leverage").orElseThrow();
        if (leverage.signum() < 0 || leverage.compareTo(MAX_LEVERAGE) > 0) {
            throw ApiError.badRequest("Invalid leverage");
        }
        long leverageE8 = E8.of(leverage);
        if (leverageE8 == 0 && leverage.signum() > 0) {
            // 0 would be cross margin
            throw ApiError.badRequest("Invalid leverage");
        }
        return setLeverage(request.account(), symbol, leverageE8);
    }

    private Row isolate(ApiRequest request) {
        String symbol = knownSymbol(request);
        ContractSpec spec = symbols.spec(symbol);
        long highest = Math.floorDiv(E8.ONE, spec.instrument().initMarginE8()) * E8.ONE;
        return setLeverage(request.account(), symbol, request.params().flag("enabled", true) ? highest : 0);
    }

    private Row setLeverage(long account, String symbol, long leverageE8) {
        return venue.setLeverage(account, symbol, leverageE8)
                .map(this::row)
                .orElseThrow(() -> ApiError.badRequest("Invalid leverage"));
    }

    /** Accepted without effect: the paper venue has one risk limit, and margin of a position is not moved by hand. */
    private Row unchanged(ApiRequest request, String name) {
        String symbol = knownSymbol(request);
        request.required(name);
        request.params().whole(name);
        return venue.positions(request.account()).stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .map(this::row)
                .orElseGet(() -> new Row().whole("account", request.account()).text("symbol", symbol));
    }

    private String knownSymbol(ApiRequest request) {
        String symbol = request.required("symbol").toUpperCase(Locale.ROOT);
        if (!symbols.isKnown(symbol) || symbols.isIndex(symbol)) {
            throw ApiError.badRequest("Invalid symbol");
        }
        return symbol;
    }

    private Object margin(ApiRequest request) {
        List<Row> rows = AccountRows.margins(venue.margins(request.account())).toList();
        return WalletRoutes.ofCurrency(request, rows);
    }

    private Row commission() {
        Row row = new Row();
        for (ContractSpec spec : symbols.all()) {
            Row fees = new Row()
                    .decimal("makerFee", spec.instrument().makerFeeE8())
                    .decimal("takerFee", spec.instrument().takerFeeE8())
                    .whole("settlementFee", 0);
            row.put(spec.symbol(), fees.fields());
        }
        return row;
    }

    private Row user(ApiRequest request) {
        long account = request.account();
        return new Row()
                .whole("id", account)
                .text("username", "paper" + account)
                .text("email", "paper@example.com")
                .text("firstname", "Paper")
                .text("lastname", "Account")
                .text("created", "2020-01-01T00:00:00.000Z")
                .text("lastUpdated", "2020-01-01T00:00:00.000Z")
                .put("preferences", new Row().text("locale", "en-US").fields())
                .text("typ", "Personal");
    }

    private List<Row> tradingVolume(ApiRequest request) {
        return List.of(new Row().whole("advUsd", 0));
    }

    private List<Row> apiKeys(ApiRequest request) {
        List<Row> rows = new ArrayList<>();
        for (ApiKey key : keys.ofAccount(request.account())) {
            rows.add(new Row()
                    .text("id", key.id())
                    .text("name", key.id())
                    .whole("nonce", 0)
                    .text("cidr", "0.0.0.0/0")
                    .put("permissions", key.permissions().stream().sorted().toList())
                    .flag("enabled", key.enabled())
                    .whole("userId", key.account())
                    .text("created", "2020-01-01T00:00:00.000Z"));
        }
        return rows;
    }
}
