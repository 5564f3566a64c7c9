package dev.barkeeper.paper;

import dev.barkeeper.paper.SavedVenue.SavedAccount;
import dev.barkeeper.paper.SavedVenue.SavedExecution;
import dev.barkeeper.paper.SavedVenue.SavedHolding;
import dev.barkeeper.paper.SavedVenue.SavedWallet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts into {@link SavedVenue} and back. Stateless. */
final class Saving {

    /** The newest paying rows of an account that go into the file. */
    private static final int SAVED_EXECUTIONS = 20_000;

    private Saving() {}

    static SavedVenue save(Floor floor) {
        Map<String, Long> last = new LinkedHashMap<>();
        floor.markets().forEach((symbol, market) -> last.put(symbol, market.priceE8()));
        List<SavedAccount> accounts = new ArrayList<>();
        List<LiveOrder> open = new ArrayList<>();
        for (Account account : floor.accounts().values()) {
            accounts.add(save(account));
            open.addAll(account.openOrders());
        }
        open.sort(Comparator.comparingLong(order -> order.priority));
        List<String> queue = open.stream().map(order -> order.orderId).toList();
        return new SavedVenue(
                SavedVenue.VERSION, floor.nowMillis(), last, floor.ids().drawn(), floor.sequence(), queue, accounts);
    }

    /** Puts accounts into a venue that has none; what names an unlisted instrument is refused. */
    static void restore(SavedVenue saved, Floor floor) {
        if (saved.version() != SavedVenue.VERSION || !floor.accounts().isEmpty()) {
            throw new IllegalArgumentException("saved accounts of version " + saved.version() + " into a venue with "
                    + floor.accounts().size() + " accounts: needs version " + SavedVenue.VERSION + " and no account");
        }
        floor.ids().skipTo(saved.idsDrawn());
        floor.skipSequenceTo(saved.sequence());
        saved.accounts().forEach(account -> floor.accounts().put(account.number(), restore(account, floor)));
        for (String orderId : saved.queue()) {
            floor.accounts()
                    .values()
                    .forEach(
                            account -> account.live(orderId).ifPresent(order -> order.priority = floor.nextSequence()));
        }
    }

    private static SavedAccount save(Account account) {
        Map<String, SavedWallet> wallets = new LinkedHashMap<>();
        account.wallets()
                .forEach((currency, wallet) ->
                        wallets.put(currency, new SavedWallet(wallet.amount, wallet.deposited, wallet.withdrawn)));
        List<SavedHolding> holdings = new ArrayList<>();
        for (Holding holding : account.holdings()) {
            holdings.add(new SavedHolding(
                    holding.market.symbol(),
                    holding.contracts,
                    holding.cost,
                    holding.currentCost,
                    holding.realisedCost,
                    holding.comm,
                    holding.realised,
                    holding.prevRealised,
                    holding.leverageE8));
        }
        return new SavedAccount(
                account.number(),
                wallets,
                holdings,
                AccountQueries.openOrders(account),
                account.endedOrders(),
                List.copyOf(account.usedClientIds()),
                payingRows(account),
                account.walletRows().all(),
                account.deadMillis());
    }

    /** Rows that moved money; those of an order's life are not kept, as at the real venue. */
    private static List<SavedExecution> payingRows(Account account) {
        List<SavedExecution> rows = new ArrayList<>();
        for (PaperExecution row : account.executions().all()) {
            if (row.type().isBalanceAffecting()) {
                rows.add(save(row));
            }
        }
        return List.copyOf(rows.subList(Math.max(0, rows.size() - SAVED_EXECUTIONS), rows.size()));
    }

    private static Account restore(SavedAccount saved, Floor floor) {
        Account account = new Account(saved.number(), floor.settings().executionsKept());
        saved.wallets().forEach((currency, from) -> {
            Account.Wallet wallet = account.wallet(currency);
            wallet.amount = from.amount();
            wallet.deposited = from.deposited();
            wallet.withdrawn = from.withdrawn();
        });
        saved.clientIds().forEach(account::remember);
        saved.ended().forEach(account::addEnded);
        saved.executions().forEach(row -> account.executions().add(restore(row, saved.number())));
        saved.walletRows().forEach(account.walletRows()::add);
        account.arm(saved.deadMillis());
        for (SavedHolding from : saved.holdings()) {
            restore(from, account.holding(market(floor, from.symbol())));
        }
        for (PaperOrder from : saved.open()) {
            LiveOrder order = new LiveOrder(from, account, market(floor, from.symbol()));
            order.priority = floor.nextSequence();
            account.add(order);
            (order.isWaitingForTrigger() ? order.market.stops() : order.market.resting()).add(order);
        }
        return account;
    }

    private static void restore(SavedHolding from, Holding holding) {
        holding.contracts = from.contracts();
        holding.cost = from.cost();
        holding.currentCost = from.currentCost();
        holding.realisedCost = from.realisedCost();
        holding.comm = from.comm();
        holding.realised = from.realised();
        holding.prevRealised = from.prevRealised();
        holding.leverageE8 = from.leverageE8();
        if (holding.contracts != 0) {
            holding.market.holders().add(holding);
        }
    }

    private static Market market(Floor floor, String symbol) {
        return Optional.ofNullable(floor.markets().get(symbol))
                .orElseThrow(() -> new IllegalArgumentException(
                        "saved accounts hold " + symbol + ", which this venue does not list; list it or start fresh"));
    }

    private static SavedExecution save(PaperExecution row) {
        return new SavedExecution(
                row.execId(),
                row.symbol(),
                row.type(),
                row.order().map(List::of).orElse(List.of()),
                row.lastContracts(),
                row.lastE8(),
                row.maker(),
                row.feeRateE8(),
                row.costMinor(),
                row.feeMinor(),
                row.homeNotionalE8(),
                row.foreignNotionalE8(),
                row.realisedMinor(),
                row.matchId(),
                row.text(),
                row.sequence(),
                row.atMillis());
    }

    private static PaperExecution restore(SavedExecution row, long account) {
        return new PaperExecution(
                row.execId(),
                account,
                row.symbol(),
                row.type(),
                row.order().stream().findFirst(),
                row.lastContracts(),
                row.lastE8(),
                row.maker(),
                row.feeRateE8(),
                row.costMinor(),
                row.feeMinor(),
                row.homeNotionalE8(),
                row.foreignNotionalE8(),
                row.realisedMinor(),
                row.matchId(),
                row.text(),
                row.sequence(),
                row.atMillis());
    }
}
