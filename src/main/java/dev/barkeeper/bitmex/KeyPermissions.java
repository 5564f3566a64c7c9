package dev.barkeeper.bitmex;

import java.util.List;

/**
 * What a venue lets a key do.
 *
 * @param rights the venue's words, e.g. {@code order}, {@code withdraw}
 */
public record KeyPermissions(boolean enabled, List<String> rights) {

    /** Whether orders can be placed with it. */
    public boolean mayTrade() {
        return enabled && rights.contains("order");
    }

    /** Whether money could be moved away with it; a bot's key should not allow that. */
    public boolean mayWithdraw() {
        return rights.contains("withdraw");
    }
}
