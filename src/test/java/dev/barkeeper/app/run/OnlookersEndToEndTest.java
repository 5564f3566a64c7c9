package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.machine.UnusedPort;
import dev.barkeeper.scraper.GapFiller;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;

/** A live bot over real HTTP, WebSocket and SMTP: what a person and a dashboard see of it. */
class OnlookersEndToEndTest {

    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void aLiveBotIsHealthyMeasuredAndMailsItsTrades() throws Exception {
        int port = UnusedPort.find();
        SMTPServer smtp = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .messageHandler((context, from, to, data) -> mails.add(new String(data, StandardCharsets.UTF_8)))
                .build();
        smtp.start();
        try (LiveRig rig = new LiveRig(folder, 10)) {
            rig.ini.put("http.port", Integer.toString(port));
            rig.ini.put("alert.mail.to", "me@example.org");
            rig.ini.put("smtp.host", "127.0.0.1");
            rig.ini.put("smtp.port", Integer.toString(smtp.getPortAllocated()));
            rig.ini.put("smtp.tls", "none");
            BotHost host = new BotHost(
                    rig.settings(), rig.paths, Clock.systemUTC(), said::add, new BotHost.Manner(false, GapFiller.DAYS));
            CompletableFuture<Optional<String>> run = run(host);
            await(() -> answer(port, "/health").map(HttpResponse::statusCode).orElse(0) == 200);
            rig.walk();
            await(() -> metric(port, "barkeeper_fills_total{") >= 3);
            await(() -> metric(port, "barkeeper_bars_total") >= 3);
            await(() -> mails.stream().anyMatch(mail -> mail.contains("entered ")));

            assertThat(metric(port, "barkeeper_decisions_total")).isGreaterThanOrEqualTo(3);
            assertThat(metric(port, "barkeeper_orders_total{")).isGreaterThanOrEqualTo(3);
            assertThat(metric(port, "barkeeper_bar_to_request_seconds_count")).isGreaterThanOrEqualTo(1);
            assertThat(metric(port, "barkeeper_request_to_answer_seconds_count"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(metric(port, "barkeeper_rate_budget")).isPositive();
            assertThat(metric(port, "barkeeper_connected")).isEqualTo(1);
            assertThat(metric(port, "barkeeper_database_errors_total")).isZero();
            host.askToStop();
            assertThat(run.get()).isEmpty();
        } finally {
            smtp.stop();
        }
        assertThat(mails).anySatisfy(mail -> assertThat(mail).contains("Subject: [barkeeper 0 bot0] started, "));
        assertThat(mails).anySatisfy(mail -> assertThat(mail).contains("Subject: [barkeeper 0 bot0] stopped, "));
        assertThat(mails)
                .anySatisfy(mail -> assertThat(mail)
                        .contains(
                                "Subject: [barkeeper 0 bot0] entered ",
                                "decision price",
                                "average price",
                                "stop price"));
        assertThat(rig().outboxDir().toFile().list((dir, name) -> name.endsWith(".eml")))
                .as("nothing is left behind")
                .isEmpty();
    }

    @Test
    void aPortInUseIsSaidAndTheBotGoesOn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                LiveRig rig = new LiveRig(folder, 10)) {
            rig.ini.put("http.port", Integer.toString(taken.getLocalPort()));
            BotHost host = new BotHost(
                    rig.settings(), rig.paths, Clock.systemUTC(), said::add, new BotHost.Manner(false, GapFiller.DAYS));
            CompletableFuture<Optional<String>> run = run(host);
            await(() -> said.stream().anyMatch(line -> line.contains(" runs momentum on XBTUSD")));
            host.askToStop();

            assertThat(run.get()).isEmpty();
            assertThat(said).filteredOn(line -> line.contains("port is in use")).hasSize(1);
        }
    }

    private dev.barkeeper.app.config.InstancePaths rig() {
        return new dev.barkeeper.app.config.InstancePaths(folder, Path.of("config"), 0);
    }

    private static CompletableFuture<Optional<String>> run(BotHost host) {
        CompletableFuture<Optional<String>> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                end.complete(host.run());
            } catch (InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** The sum over all lines that begin so. */
    private double metric(int port, String name) {
        return answer(port, "/metrics")
                .map(HttpResponse::body)
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<HttpResponse<String>> answer(int port, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return Optional.of(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (java.io.IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }
}
