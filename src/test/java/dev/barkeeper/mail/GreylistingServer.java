package dev.barkeeper.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that takes messages for one receiver only later. */
final class GreylistingServer implements AutoCloseable {
    /** For whom each message was taken. */
    final List<List<String>> taken = new CopyOnWriteArrayList<>();

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final String grey;
    private final AtomicInteger refusals;

    GreylistingServer(String grey, int refusals) throws IOException {
        this.grey = grey;
        this.refusals = new AtomicInteger(refusals);
        Thread thread = new Thread(this::serve, "greylisting");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(socket);
            } catch (IOException e) {
                // hung up: the next one may call
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        List<String> receivers = new ArrayList<>();
        boolean isData = false;
        out.print("220 here\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = "250 yes";
            if (isData && !line.equals(".")) {
                continue;
            } else if (isData) {
                isData = false;
                taken.add(List.copyOf(receivers));
            } else if (line.startsWith("RCPT") && line.contains(grey) && refusals.getAndDecrement() > 0) {
                answer = "450 come again";
            } else if (line.startsWith("RCPT")) {
                receivers.add(line.replaceAll(".*<(.*)>.*", "$1"));
            } else if (line.startsWith("DATA")) {
                isData = true;
                answer = "354 go on";
            } else if (line.startsWith("QUIT")) {
                answer = "221 bye";
            }
            out.print(answer + "\r\n");
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
