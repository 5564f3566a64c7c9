package dev.barkeeper.storage;

import dev.barkeeper.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands before a database server until a client sends a certain word; then it is gone, with all connections. */
final class VanishingServer extends LoopbackServer {
    private final int target;
    private final String word;

    VanishingServer(int target, String word) throws IOException {
        this.target = target;
        this.word = word;
        listen();
    }

    @Override
    protected void serve(Socket client) throws IOException {
        Socket behind = kept(new Socket(InetAddress.getLoopbackAddress(), target));
        start(() -> pass(behind, client, false));
        pass(client, behind, true);
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
}
