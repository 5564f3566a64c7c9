package dev.barkeeper.paper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all parts of one venue share. Not thread-safe: everything here runs under the venue's lock. */
final class Floor {
    private final VenueSettings settings;
    private final VenueIds ids;
    private final Faults faults = new Faults();
    private final Outbound outbound = new Outbound();
    private final Map<String, Market> markets = new LinkedHashMap<>();
    private final Map<Long, Account> accounts = new TreeMap<>();
    /** Mostly the one asked for before; accounts are never removed. */
    private Optional<Account> asked = Optional.empty();

    /** Read from outside the lock. */
    private volatile long nowMillis;

    private long sequence;

    Floor(VenueSettings settings) {
        this.settings = settings;
        this.ids = new VenueIds(VenueIds.mix(settings.seed(), settings.idSalt(), 0));
    }

    VenueSettings settings() {
        return settings;
    }

    VenueIds ids() {
        return ids;
    }

    Faults faults() {
        return faults;
    }

    Outbound outbound() {
        return outbound;
    }

    Map<String, Market> markets() {
        return markets;
    }

    Map<Long, Account> accounts() {
        return accounts;
    }

    Account account(long number) {
        if (asked.isPresent() && asked.get().number() == number) {
            return asked.get();
        }
        Account account = accounts.get(number);
        if (account == null) {
            throw new IllegalArgumentException("no paper account " + number + "; open it first");
        }
        asked = Optional.of(account);
        return account;
    }

    long nowMillis() {
        return nowMillis;
    }

    void setNow(long millis) {
        nowMillis = millis;
    }

    /** Counts up with every row and every arrival: what came first is lower. */
    long nextSequence() {
        return ++sequence;
    }

    long sequence() {
        return sequence;
    }

    void skipSequenceTo(long value) {
        sequence = Math.max(sequence, value);
    }
}
