package dev.barkeeper.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.bot.BotView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an instance does its job, and if not, why.
 *
 * @param reasons what is wrong, one line each; empty when all is well
 * @param view the newest look at the bot, empty before its start
 */
public record Health(List<String> reasons, Optional<BotView> view) {
    /** A position may be without a verified stop for so long while its entry fills. */
    public static final double UNPROTECTED_GRACE_SECONDS = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is known of a bot at one moment.
     *
     * @param isRunning whether its loop lives
     * @param isReady whether history is loaded and the position was reconciled
     * @param sinceBarSeconds since the last bar came, or since the start
     * @param unprotectedSeconds for how long the position has been without a verified stop, 0 when it is not
     * @param stallSeconds without a bar for longer is wrong
     */
    public record Signs(
            boolean isRunning,
            boolean isReady,
            double sinceBarSeconds,
            double unprotectedSeconds,
            double stallSeconds) {}

    /** Before there is a bot. */
    public static Health starting(String what) {
        return new Health(List.of("starting: " + what), Optional.empty());
    }

    public static Health of(BotView view, Signs signs) {
        List<String> reasons = new ArrayList<>();
        if (!signs.isRunning()) {
            reasons.add("the loop has ended");
        }
        if (!signs.isReady()) {
            reasons.add("starting: connecting, reconciling, filling gaps");
        }
        reasons.addAll(view.troubles());
        if (signs.unprotectedSeconds() > UNPROTECTED_GRACE_SECONDS) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "position %d has had no verified stop for %.0f s",
                    view.contracts(),
                    signs.unprotectedSeconds()));
        }
        if (signs.sinceBarSeconds() > signs.stallSeconds()) {
            reasons.add(String.format(Locale.ROOT, "no bar for %.0f s", signs.sinceBarSeconds()));
        }
        return new Health(List.copyOf(reasons), Optional.of(view));
    }

    /** HTTP status: 200, or 503 when something is wrong. */
    public int status() {
        return reasons.isEmpty() ? 200 : 503;
    }

    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("status", reasons.isEmpty() ? "ok" : "unhealthy");
        reasons.forEach(json.putArray("reasons")::add);
        view.ifPresent(v -> json.put("mode", v.mode().name().toLowerCase(Locale.ROOT))
                .put("lastDecidedMillis", v.lastDecidedMillis())
                .put("position", v.contracts())
                .put("protected", v.isProtected()));
        return json.toString();
    }
}
