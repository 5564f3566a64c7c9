package dev.barkeeper.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys the paper exchange knows. Safe for use by many threads. */
public final class ApiKeys {
    /**
     * Id of the shipped demonstration key of the default paper account. Not a secret: it opens nothing but a paper
     * account on this machine.
     */
    public static final String DEMO_KEY = "paper-key-for-barkeeper0";

    /** The demonstration key's secret, as public as the key. */
    public static final String DEMO_SECRET = "paper-secret-that-opens-nothing-but-paper-trades";

    /** The account the demonstration key opens. */
    public static final long DEMO_ACCOUNT = 100_001;

    private static final int MAX_KEYS = 10_000;

    private final Map<String, ApiKey> byId = new ConcurrentHashMap<>();

    /** A table with the demonstration key only. */
    public static ApiKeys demo() {
        ApiKeys keys = new ApiKeys();
        keys.add(ApiKey.trading(DEMO_KEY, DEMO_SECRET, DEMO_ACCOUNT));
        return keys;
    }

    /** Adds a key; one of the same id is replaced. */
    public void add(ApiKey key) {
        if (byId.size() >= MAX_KEYS && !byId.containsKey(key.id())) {
            throw new IllegalStateException("more than " + MAX_KEYS + " API keys");
        }
        byId.put(key.id(), key);
    }

    Optional<ApiKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<ApiKey> ofAccount(long account) {
        return byId.values().stream().filter(key -> key.account() == account).toList();
    }
}
