package dev.barkeeper.bitmex;

import dev.barkeeper.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A venue that says over real sockets what a test tells it to say, down to cutting the connection. */
final class ScriptedVenue extends LoopbackServer {
    static final String KEY = "test-key";
    static final String SECRET = "test-secret";

    /** What was asked; header names in lower case. */
    record Request(String verb, String target, Map<String, String> headers, String body) {
        String path() {
            return target.replaceFirst("\\?.*", "");
        }

        String parameter(String name) {
            String value = target.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        }
    }

    /** How the connection goes on. */
    enum Act {
        ANSWER,
        CLOSE,
        RESET,
        HANG
    }

    /** What is answered. */
    record Reply(int status, String headers, String body, Act act) {
        static Reply ok(String body) {
            return new Reply(200, "", body, Act.ANSWER);
        }

        static Reply error(int status, String message) {
            return new Reply(
                    status, "", "{\"error\":{\"message\":\"" + message + "\",\"name\":\"HTTPError\"}}", Act.ANSWER);
        }

        static Reply act(Act act) {
            return new Reply(0, "", "", act);
        }

        Reply header(String line) {
            return new Reply(status, headers + line + "\r\n", body, act);
        }
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final BlockingQueue<ScriptedStream> streams = new LinkedBlockingQueue<>();
    private volatile Function<Request, Reply> rest = request -> Reply.error(404, "Not Found");
    private volatile Function<String, List<String>> stream = text -> List.of();
    private volatile int refusedUpgradeStatus;

    ScriptedVenue() throws IOException {
        listen();
    }

    /** Answers every REST request so from now on. */
    void rest(Function<Request, Reply> script) {
        rest = script;
    }

    /** Answers every text of a stream with these frames from now on. */
    void stream(Function<String, List<String>> script) {
        stream = script;
    }

    /** Refuses streams with that status; 0 lets them in. */
    void refuseUpgrades(int status) {
        refusedUpgradeStatus = status;
    }

    BitmexSettings settings() {
        String host = "127.0.0.1:" + port();
        return BitmexSettings.at("http://" + host + "/api/v1", "ws://" + host + "/realtime", KEY, SECRET)
                .withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(500));
    }

    ScriptedStream nextStream() throws InterruptedException {
        ScriptedStream next = streams.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no stream came within 5 s");
        }
        return next;
    }

    @Override
    protected void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        while (true) {
            Request request = readRequest(in);
            if (request.headers().containsKey("upgrade") && refusedUpgradeStatus == 0) {
                ScriptedStream opened =
                        new ScriptedStream(socket, in, request.headers().get("sec-websocket-key"));
                streams.add(opened);
                opened.serve(text -> stream.apply(text));
                return;
            }
            requests.add(request);
            Reply reply = request.headers().containsKey("upgrade")
                    ? Reply.error(refusedUpgradeStatus, "no")
                    : rest.apply(request);
            switch (reply.act()) {
                case ANSWER -> write(socket, reply);
                case CLOSE -> {
                    socket.close();
                    return;
                }
                case RESET -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                    return;
                }
                case HANG -> in.read();
            }
        }
    }

    private static Request readRequest(DataInputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        in.readFully(body);
        return new Request(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void write(Socket socket, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + reply.status() + " x\r\n" + reply.headers() + "content-length: " + body.length
                + "\r\n\r\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body);
        socket.getOutputStream().write(whole.toByteArray());
    }
}
