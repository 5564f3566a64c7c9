package dev.barkeeper.app.check;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bitmex.BitmexVenue;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Order;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.HeldPosition;
import dev.barkeeper.storage.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Positions and stops at the venue that nobody minds since the ini names another symbol, account, bot or a dry run. By the
 * books and by the venue as it is now: what somebody has closed meanwhile is none.
 */
public final class LeftBehind {
    private final BotSettings settings;
    private final BotKey key;
    private final Look venue;
    /** What the other ini files of the folder configure; those that cannot be read mind nothing. */
    private final List<BotSettings> neighbours;

    /** How the venue is asked what the account of the key holds now. Blocks. */
    public interface Look {
        AccountSnapshot at(String symbol) throws ExchangeException;
    }

    public LeftBehind(
            BotSettings settings, InstancePaths paths, Map<String, String> environment, BotKey key, Look venue) {
        this.settings = settings;
        this.key = key;
        this.venue = venue;
        neighbours = neighbours(paths, environment);
    }

    /** Rather one warning too many than a start that fails for it. */
    private static List<BotSettings> neighbours(InstancePaths paths, Map<String, String> environment) {
        try {
            return Neighbours.of(paths, environment);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * For the doctor, who opens database and venue himself; nothing where one of them does not answer, which is told apart.
     *
     * @param runningPid the instance's process, 0 for none: what it minds now is left when it starts again
     */
    public static List<Finding> run(
            BotSettings settings, InstancePaths paths, Map<String, String> environment, long runningPid) {
        try (BitmexVenue venue = new BitmexVenue(settings.venue().toSettings(), stamp -> {});
                Database database = Database.openToRead(settings.database().toSettings())) {
            BotKey key = new BotKey(venue.accountNumber(), settings.symbol(), settings.emi());
            return new LeftBehind(settings, paths, environment, key, venue::account)
                    .find(HeldPosition.ofNobody(database, key, runningPid)).stream()
                            .map(sentence -> Finding.warn("left behind", sentence))
                            .toList();
        } catch (ExchangeException | StoreUnavailableException | IllegalStateException e) {
            return List.of();
        }
    }

    /** A sentence for each; asks the venue only where there is something to ask for. */
    public List<String> find(List<HeldPosition> held) {
        List<String> left = new ArrayList<>();
        if (settings.dryRun()) {
            besideDryRun().ifPresent(left::add);
        }
        held.stream().filter(this::isNobodys).forEach(position -> of(position).ifPresent(left::add));
        return left;
    }

    private boolean isNobodys(HeldPosition held) {
        return neighbours.stream()
                .noneMatch(other -> other.emi().equals(held.key().emi())
                        && other.symbol().equals(held.key().symbol()));
    }

    /** A dry run beside another instance that trades is nothing strange. */
    private Optional<String> besideDryRun() {
        if (neighbours.stream()
                .anyMatch(other -> !other.dryRun() && other.symbol().equals(settings.symbol()))) {
            return Optional.empty();
        }
        try {
            long contracts = venue.at(settings.symbol()).position().contracts();
            return contracts == 0
                    ? Optional.empty()
                    : Optional.of("account " + key.account() + " holds " + contracts + " " + settings.symbol()
                            + " at the venue, and a dry run minds neither that nor its stop; close it by hand or run"
                            + " without bitmex.tradebot.dry.run");
        } catch (ExchangeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> of(HeldPosition held) {
        BotKey left = held.key();
        String who = "bot " + left.emi() + " left ";
        if (left.account() != key.account()) {
            return Optional.of(who + held.contracts() + " " + left.symbol() + " on account " + left.account()
                    + " by its books, and the key is of account " + key.account()
                    + " now: nobody minds that position and its stop; close it by hand there, or start the bot with its"
                    + " old key once");
        }
        try {
            AccountSnapshot now = venue.at(left.symbol());
            // in this bot's symbol it has taken the position over
            long contracts =
                    left.symbol().equals(key.symbol()) ? 0 : now.position().contracts();
            String orders = now.openOrders().stream()
                    .filter(order -> order.clientId()
                            .filter(id -> id.emi().equals(left.emi()))
                            .isPresent())
                    .map(LeftBehind::words)
                    .collect(Collectors.joining(", "));
            return contracts == 0 && orders.isEmpty()
                    ? Optional.empty()
                    : Optional.of(who + words(left, contracts, orders));
        } catch (ExchangeException e) {
            return Optional.of(who + held.contracts() + " " + left.symbol() + " by its books, and the venue does not"
                    + " tell whether it is still there: " + e.getMessage());
        }
    }

    private String words(BotKey left, long contracts, String orders) {
        if (contracts == 0) {
            return "an open order at the venue: " + orders + "; " + key.emi()
                    + " minds its own orders only, so cancel it by hand";
        }
        return contracts + " " + left.symbol() + " at the venue"
                + (orders.isEmpty() ? " without a stop" : " and " + orders)
                + ": nobody minds it since the ini names " + key.emi() + " on " + key.symbol()
                + "; close it by hand, or start the bot as it was";
    }

    private static String words(Order order) {
        return order.side().name().toLowerCase(Locale.ROOT) + " " + order.leavesContracts() + " "
                + order.type().text() + " at " + E8.toString(order.triggerE8()) + " ("
                + order.clientId().map(id -> id.text()).orElse(order.orderId()) + ")";
    }
}
