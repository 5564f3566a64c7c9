package dev.barkeeper.gateway;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be made to go wrong. */
public enum FaultKind {
    /** 503 of load shedding: not executed. Cancels and a Close without quantity are spared, as at the venue. */
    OVERLOADED("overloaded", Site.BEFORE),
    /** 429 with {@code retry-after}: not executed. */
    RATE_LIMITED("rate-limited", Site.BEFORE),
    /** 400: the request has expired by the venue's clock, as when ours is behind; not executed. */
    REQUEST_EXPIRED("request-expired", Site.BEFORE),
    /** 502: not executed. */
    BAD_GATEWAY("bad-gateway", Site.BEFORE),
    /** 504: not executed. */
    GATEWAY_TIMEOUT("gateway-timeout", Site.BEFORE),
    /** Not executed; the connection is closed without an answer, after the delay. */
    REQUEST_LOST("request-lost", Site.BEFORE),
    /** Not executed; the connection is reset at once. */
    CONNECTION_RESET("connection-reset", Site.BEFORE),
    /** 503 'Service unavailable': executed. */
    UNAVAILABLE_AFTER("unavailable-after", Site.AFTER),
    /** 502: executed. */
    BAD_GATEWAY_AFTER("bad-gateway-after", Site.AFTER),
    /** 504: executed. */
    GATEWAY_TIMEOUT_AFTER("gateway-timeout-after", Site.AFTER),
    /** Executed; the connection is closed without an answer, after the delay. */
    ANSWER_LOST("answer-lost", Site.AFTER),
    /** Executed; the connection is reset. */
    RESET_AFTER("reset-after", Site.AFTER),
    /** Executed; the answer comes after the delay. */
    ANSWER_DELAYED("answer-delayed", Site.AFTER),
    /** Sockets are cut; with a table in the match, when its next frame is due, which is lost. */
    SOCKET_DROP("socket-drop", Site.SOCKET),
    /** Sockets stay open and say nothing any more, not even to pings; with a table in the match, from its next frame. */
    SOCKET_SILENT("socket-silent", Site.SOCKET),
    /** Half of a frame comes, its end never. */
    FRAME_BROKEN("frame-broken", Site.SOCKET),
    /** Frames that no table knows come before a true one. */
    FRAME_STRAY("frame-stray", Site.SOCKET),
    /** An upgrade is refused with the status, 503 when none is given. */
    UPGRADE_REFUSED("upgrade-refused", Site.UPGRADE),
    /** The image of a subscription comes late; deltas overtake it. */
    PARTIAL_LATE("partial-late", Site.SOCKET),
    /** An execution frame comes twice. */
    EXECUTIONS_DOUBLED("executions-doubled", Site.SOCKET),
    /** An execution frame's rows come in reverse, a single row after the frame that follows it. */
    EXECUTIONS_REORDERED("executions-reordered", Site.SOCKET),
    /** A bar comes some bars late. */
    BAR_LATE("bar-late", Site.VENUE),
    /** A bar never comes over the socket; REST has it. */
    BAR_MISSING("bar-missing", Site.VENUE),
    /** A bar comes twice. */
    BAR_DOUBLED("bar-doubled", Site.VENUE),
    /** A bar comes wrong first and corrected after the next one. */
    BAR_CORRECTED("bar-corrected", Site.VENUE),
    /** A stop is refused with 400. */
    STOP_REFUSED("stop-refused", Site.VENUE),
    /** A stop is accepted and cancelled at once. */
    STOP_CANCELED("stop-canceled", Site.VENUE),
    /** Somebody else trades on the account. */
    EXTERNAL_TRADE("external-trade", Site.VENUE),
    /** Somebody else cancels the account's orders. */
    EXTERNAL_CANCEL("external-cancel", Site.VENUE);

    /** Where it strikes. */
    enum Site {
        BEFORE,
        AFTER,
        SOCKET,
        UPGRADE,
        VENUE
    }

    private final String text;
    private final Site site;

    FaultKind(String text, Site site) {
        this.text = text;
        this.site = site;
    }

    /** As {@code /control/fault} names it. */
    public String text() {
        return text;
    }

    Site site() {
        return site;
    }

    /**
     * The fault of that name.
     *
     * @throws IllegalArgumentException naming an unknown one and all there are
     */
    public static FaultKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown fault " + text + ": there are "
                        + Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "))));
    }
}
