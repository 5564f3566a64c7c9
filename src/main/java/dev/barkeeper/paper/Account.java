package dev.barkeeper.paper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account's money, positions, orders and rows. Not thread-safe. */
final class Account {
    /** Client ids are remembered for ever, in practice this many. */
    static final int CLIENT_IDS = 2_000_000;

    /** Money in one currency, minor units. */
    static final class Wallet {
        long amount;
        long deposited;
        long withdrawn;
    }

    private final long number;
    private final Map<String, Wallet> wallets = new LinkedHashMap<>();
    private final Map<String, Holding> holdings = new LinkedHashMap<>();
    private final Map<String, LiveOrder> open = new LinkedHashMap<>();
    private final Map<String, LiveOrder> openByClient = new HashMap<>();
    private final Ring<PaperOrder> ended;
    private final Set<String> clientIds = new LinkedHashSet<>();
    private final Ring<PaperExecution> executions;
    private final Ring<WalletEntry> walletRows;
    private long deadMillis;

    /** @param executionsKept as of {@link VenueSettings} */
    Account(long number, int executionsKept) {
        this.number = number;
        executions = new Ring<>(executionsKept);
        ended = new Ring<>(executionsKept / 10);
        walletRows = new Ring<>(executionsKept / 10);
    }

    long number() {
        return number;
    }

    Wallet wallet(String currency) {
        return wallets.computeIfAbsent(currency, name -> new Wallet());
    }

    Map<String, Wallet> wallets() {
        return wallets;
    }

    Holding holding(Market market) {
        return holdings.computeIfAbsent(market.symbol(), name -> new Holding(this, market));
    }

    Optional<Holding> holdingIfAny(String symbol) {
        return Optional.ofNullable(holdings.get(symbol));
    }

    Collection<Holding> holdings() {
        return holdings.values();
    }

    boolean hasUsed(String clOrdId) {
        return clientIds.contains(clOrdId);
    }

    Set<String> usedClientIds() {
        return clientIds;
    }

    void remember(String clOrdId) {
        if (clientIds.size() >= CLIENT_IDS) {
            clientIds.remove(clientIds.iterator().next());
        }
        clientIds.add(clOrdId);
    }

    void add(LiveOrder order) {
        open.put(order.orderId, order);
        if (!order.clOrdId.isEmpty()) {
            remember(order.clOrdId);
            openByClient.put(order.clOrdId, order);
        }
    }

    void rename(LiveOrder order, String clOrdId) {
        openByClient.remove(order.clOrdId);
        order.clOrdId = clOrdId;
        remember(clOrdId);
        openByClient.put(clOrdId, order);
    }

    void end(LiveOrder order) {
        open.remove(order.orderId);
        openByClient.remove(order.clOrdId);
        addEnded(order.snapshot());
    }

    void addEnded(PaperOrder last) {
        ended.add(last);
    }

    Collection<LiveOrder> openOrders() {
        return open.values();
    }

    Optional<LiveOrder> live(String orderId) {
        return Optional.ofNullable(open.get(orderId));
    }

    Optional<LiveOrder> liveByClient(String clOrdId) {
        return Optional.ofNullable(openByClient.get(clOrdId));
    }

    /** Asked for seldom, and mostly for one of the newest: gone through from there. */
    Optional<PaperOrder> ended(String orderId) {
        return ended.newest(order -> order.orderId().equals(orderId));
    }

    Optional<PaperOrder> endedByClient(String clOrdId) {
        return clOrdId.isEmpty()
                ? Optional.empty()
                : ended.newest(order -> order.clOrdId().equals(clOrdId));
    }

    List<PaperOrder> endedOrders() {
        return ended.all();
    }

    List<LiveOrder> openIn(Market market) {
        List<LiveOrder> list = new ArrayList<>();
        for (LiveOrder order : open.values()) {
            if (order.market == market) {
                list.add(order);
            }
        }
        return list;
    }

    Ring<PaperExecution> executions() {
        return executions;
    }

    Ring<WalletEntry> walletRows() {
        return walletRows;
    }

    /** When everything is cancelled; 0: not armed. */
    long deadMillis() {
        return deadMillis;
    }

    void arm(long atMillis) {
        deadMillis = atMillis;
    }
}
