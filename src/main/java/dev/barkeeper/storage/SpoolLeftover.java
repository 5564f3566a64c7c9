package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier run left in the spool. Stateless. */
final class SpoolLeftover {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolLeftover.class);
    private static final Commit NOTHING = Commit.ofLines(List.of());

    private SpoolLeftover() {}

    /**
     * Brings it in. Where another process has held the bot since, only its facts (fills, payments, bars) count, the rest
     * would overwrite newer rows. Then, and where a line cannot be read or its rows are refused, the file is kept aside: a
     * bot that stayed away for one line would mind neither its position nor its stop.
     */
    static void bringIn(Spool spool, BotStore store, long fence) {
        long end = spool.size();
        long newest = spool.newestFence();
        boolean superseded = newest + 1 < fence;
        if (newest + 1 == fence) {
            claim(spool, fence);
        }
        int[] refused = {0};
        int damaged = spool.readAround(0, end, line -> {
            if (!isTaken(superseded ? factsOf(line.commit()) : line.commit(), store)) {
                refused[0]++;
            }
        });
        if (damaged + refused[0] > 0) {
            LOG.error(
                    "event=spool.damaged lines_lost={} of_these_refused={} kept={} next=\"fills and orders are read from the venue\"",
                    damaged + refused[0],
                    refused[0],
                    spool.keepAside("damaged").map(Path::toString).orElse("not"));
        } else if (superseded) {
            LOG.warn(
                    "event=spool.superseded kept={} cause=\"another process held the bot since; its fills were taken\"",
                    spool.keepAside("superseded").map(Path::toString).orElse("not"));
        }
        spool.clear();
    }

    private static boolean isTaken(Commit commit, BotStore store) {
        try {
            store.commit(commit);
            return true;
        } catch (RowsRefusedException e) {
            LOG.error("event=spool.line.refused cause=\"{}\"", e.getMessage());
            return false;
        }
    }

    /** Should this start end before all is in, the next one sees by an empty line that nobody else came between. */
    private static void claim(Spool spool, long fence) {
        try {
            spool.append(new Spool.Line(fence, NOTHING));
        } catch (UncheckedIOException | IllegalStateException e) {
            LOG.warn("event=spool.not_claimed cause=\"{}\" next=\"brought in all the same\"", e.getMessage());
        }
    }

    private static Commit factsOf(Commit commit) {
        return new Commit(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                commit.fills(),
                commit.payments(),
                List.of(),
                Optional.empty(),
                commit.bars());
    }
}
