package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of one listener about one symbol, and how far they are subscribed on the present connection. Guarded by
 * its socket's lock.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexSocket.class);
    private final String symbol;
    private final List<String> tables;
    private final boolean ofAccount;
    private final StreamListener listener;
    private final Set<String> pending = new LinkedHashSet<>();
    private boolean up;

    /** @param ofAccount needs a signed connection, and is up only once every table has sent its image */
    Subscription(String symbol, List<String> tables, boolean ofAccount, StreamListener listener) {
        this.symbol = symbol;
        this.tables = List.copyOf(tables);
        this.ofAccount = ofAccount;
        this.listener = listener;
    }

    boolean isOfAccount() {
        return ofAccount;
    }

    boolean isUp() {
        return up;
    }

    /** As the venue names them: {@code order:XBTUSD}. */
    List<String> topics() {
        return tables.stream().map(table -> table + ":" + symbol).toList();
    }

    /** A new connection: everything is to be subscribed again. */
    void restart() {
        up = false;
        pending.clear();
        pending.addAll(tables);
    }

    void onAcknowledged(String topic) {
        if (!ofAccount && topic.endsWith(":" + symbol)) {
            arrived(topic.substring(0, topic.length() - symbol.length() - 1));
        }
    }

    void onRows(TableFrame frame, List<ObjectNode> rows) {
        if (!tables.contains(frame.table())) {
            return;
        }
        boolean image = frame.action() == TableFrame.Action.PARTIAL;
        List<ObjectNode> own = rows.stream().filter(this::isOwn).toList();
        if (!own.isEmpty()) {
            tell(() -> listener.onRows(frame.table(), image, own));
        }
        if (image && (frame.symbol().isEmpty() || frame.symbol().equals(symbol))) {
            arrived(frame.table());
        }
    }

    void onLost(String cause) {
        pending.clear();
        if (up) {
            up = false;
            tell(() -> listener.onDown(cause));
        }
    }

    String describePending() {
        return pending + " of " + symbol;
    }

    private void arrived(String table) {
        if (pending.remove(table) && pending.isEmpty()) {
            up = true;
            LOG.info("subscribed topics={}", topics());
            tell(listener::onUp);
        }
    }

    /** A listener's fault must not end the stream of the others. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a listener of the stream failed topics={}", topics(), e);
        }
    }

    private boolean isOwn(ObjectNode row) {
        String of = row.path("symbol").asText(symbol);
        return of.equals(symbol);
    }
}
