package dev.barkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a database server until a client sends a certain word; then it is gone, with all connections. */
final class VanishingServer implements AutoCloseable {
    private final int target;
    private final String word;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    VanishingServer(int target, String word) throws IOException {
        this.target = target;
        this.word = word;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(behind);
            start(() -> pass(client, behind, true));
            start(() -> pass(behind, client, false));
        }
    }

    private void pass(Socket from, Socket to, boolean listens) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (listens && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(word)) {
                close();
                return;
            }
            out.write(buffer, 0, count);
        }
        to.close();
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // it is gone, which is what it is for
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
