package dev.barkeeper.gateway;

import java.util.Set;

/**
 * One API key of an account at the paper exchange. Immutable.
 *
 * @param id at most 24 characters, as the venue's
 * @param secret at most 48 characters
 * @param account the account number it opens
 * @param permissions any of {@code order} and {@code orderCancel}; reading needs none
 * @param enabled a disabled key is refused with 403
 */
public record ApiKey(String id, String secret, long account, Set<String> permissions, boolean enabled) {
    /** May place, amend and cancel. */
    public static final String ORDER = "order";

    /** May cancel. */
    public static final String ORDER_CANCEL = "orderCancel";

    private static final int MAX_ID = 24;
    private static final int MAX_SECRET = 48;

    public ApiKey {
        if (id.isBlank() || id.length() > MAX_ID || secret.isBlank() || secret.length() > MAX_SECRET) {
            throw new IllegalArgumentException(
                    "API key " + id + ": the id has 1 to " + MAX_ID + " characters, the secret 1 to " + MAX_SECRET);
        }
        permissions = Set.copyOf(permissions);
    }

    /** A key that may do everything. */
    public static ApiKey trading(String id, String secret, long account) {
        return new ApiKey(id, secret, account, Set.of(ORDER, ORDER_CANCEL), true);
    }

    boolean may(String permission) {
        return permissions.contains(permission) || permission.equals(ORDER_CANCEL) && permissions.contains(ORDER);
    }

    @Override
    public String toString() {
        return "ApiKey[id=" + id + ", account=" + account + ", enabled=" + enabled + "]";
    }
}
