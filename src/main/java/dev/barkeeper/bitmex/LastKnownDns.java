package dev.barkeeper.bitmex;

import dev.barkeeper.machine.Daemons;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the system for a name's addresses, and takes the last it told where it does not tell any within a second: a stop must
 * not wait for a name server, which no time-out of the connection bounds, when the venue itself can be reached. A name that
 * was never known is waited for. Thread-safe.
 */
final class LastKnownDns implements Dns {
    private static final Logger LOG = LoggerFactory.getLogger(LastKnownDns.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long IDLE_SECONDS = 10;

    private final Dns system;
    private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
    /** One at a time: while a question hangs the next ones are answered from memory at once. */
    private final ThreadPoolExecutor asking = new ThreadPoolExecutor(
            0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Daemons.named("bitmex-names"));

    LastKnownDns(Dns system) {
        this.system = system;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> before = known.get(host);
        return before == null ? ask(host) : askBriefly(host, before);
    }

    private List<InetAddress> ask(String host) throws UnknownHostException {
        List<InetAddress> addresses = system.lookup(host);
        known.put(host, addresses);
        return addresses;
    }

    private List<InetAddress> askBriefly(String host, List<InetAddress> before) {
        try {
            Future<List<InetAddress>> answer = asking.submit(() -> ask(host));
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("name=not_told host={} cause=\"{}\" next=\"the last known address\"", host, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return before;
    }
}
