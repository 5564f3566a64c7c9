package dev.barkeeper.app.backtest;

import java.util.ArrayList;
import java.util.List;

/** What a report says about how orders were filled. Stateless. */
final class Rules {
    private Rules() {}

    static List<String> of(boolean hasLatency) {
        List<String> rules = new ArrayList<>();
        rules.add("Bot, risk limits, execution, stops and matching are those of a live run on the paper exchange.");
        rules.add(
                "Inside a minute the price walks open, low, high, close when it rose, open, high, low, close when it"
                        + " fell; a gap at the open is honoured: a stop behind it fills at the open, a stop-limit within its limit.");
        rules.add("A market order takes the book's levels as they stand when it arrives, one tick apart, sizes from the"
                + " seed.");
        rules.add(
                hasLatency
                        ? "Requests and reports travel for the latency given; the bot acts inside the minute."
                        : "Lock-step: the venue stands still at each minute's end until the bot has settled the bar;"
                                + " what happens inside a minute reaches the bot at its end.");
        rules.add("A strategy sees a bar when it has ended, and nothing after it.");
        return rules;
    }
}
