package dev.barkeeper.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loopback port nobody listens on, from below the range that the system hands out of its own accord (32768 and up on
 * Linux): a port that was bound once and let go would soon be the local end of somebody's connection.
 */
public final class UnusedPort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private UnusedPort() {}

    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody's: the next one
            }
        }
        throw new IllegalStateException("no unused port from " + FIRST + " to " + LAST + " in " + TRIES + " tries");
    }
}
