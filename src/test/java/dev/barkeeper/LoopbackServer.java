package dev.barkeeper;

import dev.barkeeper.machine.Daemons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server of raw sockets on a free port of this machine; closing it cuts every connection. */
public abstract class LoopbackServer implements AutoCloseable {
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;

    /** Something that ends with its socket. */
    protected interface Service {
        void run() throws IOException;
    }

    protected LoopbackServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Lets clients in from now on: for the end of a constructor. */
    protected final void listen() {
        start(() -> {
            while (true) {
                Socket socket = kept(server.accept());
                start(() -> serve(socket));
            }
        });
    }

    /** One client's connection, on a thread of its own. */
    protected abstract void serve(Socket socket) throws IOException;

    /** A socket that is to end with this server. */
    protected final Socket kept(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    protected static void start(Service service) {
        Daemons.thread("loopback", () -> {
                    try {
                        service.run();
                    } catch (IOException e) {
                        Thread.currentThread().interrupt(); // the socket has ended, and so does its thread
                    }
                })
                .start();
    }

    public final int port() {
        return server.getLocalPort();
    }

    @Override
    public final void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
