package dev.barkeeper.bitmex;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The server's end of one WebSocket: text frames there, short ones back. */
final class ScriptedStream {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private final Socket socket;
    private final DataInputStream in;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final long openedNanos = System.nanoTime();

    ScriptedStream(Socket socket, DataInputStream in, String key) throws IOException {
        this.socket = socket;
        this.in = in;
        String head = "HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: "
                + accept(key) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads until the end, answering by the script. */
    void serve(Function<String, List<String>> script) throws IOException {
        while (true) {
            int kind = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = new byte[4];
            in.readFully(mask);
            byte[] payload = new byte[length];
            in.readFully(payload);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (kind == TEXT) {
                String text = new String(payload, StandardCharsets.UTF_8);
                heard.add(text);
                for (String frame : script.apply(text)) {
                    send(frame);
                }
            }
        }
    }

    synchronized void send(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins a frame of a gigabyte and goes on until nobody listens. */
    synchronized void sendWithoutEnd() throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(new byte[] {(byte) TEXT, 127, 0, 0, 0, 0, 0x40, 0, 0, 0});
        byte[] part = new byte[1 << 16];
        for (int sent = 0; sent < 1 << 30; sent += part.length) {
            out.write(part);
        }
    }

    synchronized void sayClose(int code) throws IOException {
        frame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** Cuts it without a word. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    long openedNanos() {
        return openedNanos;
    }

    /** The next text the client sent. */
    String next() throws InterruptedException {
        String text = heard.poll(5, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing was heard within 5 s");
        }
        return text;
    }

    private void frame(int kind, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(kind);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length > 0xffff) {
            frame.write(127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }
}
