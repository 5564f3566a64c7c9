package dev.barkeeper.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The open sockets, and how a frame reaches those that want it. Sending by the venue's lock; the list thread-safe. */
final class Broadcast {
    private static final List<String> STRAY_FRAMES = List.of(
            "null",
            "[]",
            "{}",
            "{\"table\":\"weather\",\"action\":\"insert\",\"data\":[{\"symbol\":\"XBTUSD\"}]}",
            "{\"table\":\"quote\",\"action\":\"insert\",\"data\":[{\"symbol\":\"XBTUSD\",\"bidPrice\":\"rain\"}]}",
            "{\"table\":\"execution\",\"action\":\"insert\",\"data\":[{\"symbol\":\"XBTUSD\",\"lastQty\":[]}]}");

    private final List<RealtimeSocket> sockets = new CopyOnWriteArrayList<>();
    private final GatewayFaults faults;

    Broadcast(GatewayFaults faults) {
        this.faults = faults;
    }

    void add(RealtimeSocket socket) {
        sockets.add(socket);
    }

    void remove(RealtimeSocket socket) {
        sockets.remove(socket);
    }

    List<RealtimeSocket> sockets() {
        return sockets;
    }

    /** @param account 0 for a public table */
    boolean isWanted(Table table, long account, String symbol) {
        return sockets.stream().anyMatch(socket -> socket.wants(table, account, symbol));
    }

    /** Sends rows of one table, account (0 for public) and symbol to every socket that subscribed to them. */
    void send(Table table, String action, long account, String symbol, List<Row> rows) {
        String frame = "";
        for (RealtimeSocket socket : sockets) {
            if (socket.wants(table, account, symbol)) {
                frame = frame.isEmpty() ? Frames.delta(table, action, rows) : frame;
                deliver(socket, table, action, frame, rows);
            }
        }
    }

    private void deliver(RealtimeSocket socket, Table table, String action, String frame, List<Row> rows) {
        Function<String, Optional<String>> occasion = name -> switch (name) {
            case "table" -> Optional.of(table.text());
            case "symbol" -> rows.stream().map(row -> row.string("symbol")).findFirst();
            default ->
                rows.stream()
                        .map(row -> row.string(name))
                        .filter(text -> !text.isEmpty())
                        .findFirst();
        };
        if (faults.take(FaultKind.SOCKET_DROP, occasion).isPresent()) {
            socket.drop();
            return;
        }
        if (faults.take(FaultKind.SOCKET_SILENT, occasion).isPresent()) {
            socket.silence();
            return;
        }
        if (faults.take(FaultKind.FRAME_BROKEN, occasion).isPresent()) {
            socket.send(frame.substring(0, frame.length() / 2));
            return;
        }
        if (faults.take(FaultKind.FRAME_STRAY, occasion).isPresent()) {
            STRAY_FRAMES.forEach(socket::send);
        }
        if (table != Table.EXECUTION) {
            socket.send(frame);
            return;
        }
        if (faults.take(FaultKind.EXECUTIONS_DOUBLED, occasion).isPresent()) {
            socket.send(frame);
        }
        if (faults.take(FaultKind.EXECUTIONS_REORDERED, occasion).isPresent()) {
            reorder(socket, action, rows);
        } else {
            socket.send(frame);
        }
    }

    private static void reorder(RealtimeSocket socket, String action, List<Row> rows) {
        List<Row> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        String frame = Frames.delta(Table.EXECUTION, action, reversed);
        if (rows.size() > 1) {
            socket.send(frame);
        } else {
            socket.hold(frame);
        }
    }
}
