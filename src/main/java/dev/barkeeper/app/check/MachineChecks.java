package dev.barkeeper.app.check;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.config.LogSettings;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.OriginalDatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether this machine has what a bot needs: its file, its database, room on the disk, logs of its own. */
public final class MachineChecks {
    private static final long MEGABYTE = 1_000_000;
    private static final long DISK_WARN_MEGABYTES = 1_000;
    private static final long DISK_FAIL_MEGABYTES = 100;

    private MachineChecks() {}

    /** The ini file, read already, and what it warns of. */
    public static List<Finding> configuration(BotSettings settings) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "configuration",
                settings.file() + ": bot " + settings.emi() + ", " + settings.symbol() + ", " + settings.strategy()
                        + (settings.dryRun() ? ", dry run: nothing is sent to the venue" : "")));
        settings.warnings().forEach(warning -> findings.add(Finding.warn("configuration", warning)));
        return findings;
    }

    /** Other instances of the same folder that would write into the same logs or under the same name. */
    public static List<Finding> neighbours(InstancePaths paths, BotSettings settings, Map<String, String> environment)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        Neighbours.of(paths, environment).forEach(other -> neighbour(other, settings, findings));
        return findings;
    }

    private static void neighbour(BotSettings other, BotSettings settings, List<Finding> findings) {
        Set<Path> shared = files(settings.logs());
        shared.retainAll(files(other.logs()));
        if (!shared.isEmpty()) {
            findings.add(Finding.warn(
                    "logs",
                    "instance " + other.instance() + " writes into the same file: "
                            + shared.iterator().next() + "; give each its own log.*.outfile before both run"));
        }
        boolean sameAccount = settings.venue().apiKey().equals(other.venue().apiKey())
                && settings.venue().restUrl().equals(other.venue().restUrl());
        if (sameAccount
                && (settings.emi().equals(other.emi()) || settings.symbol().equals(other.symbol()))) {
            findings.add(Finding.warn(
                    "account",
                    "instance " + other.instance() + " trades " + other.symbol() + " as " + other.emi()
                            + " with the same key; only one of the two will be let start"));
        }
    }

    private static Set<Path> files(LogSettings logs) {
        return new HashSet<>(List.of(logs.trading(), logs.buckets(), logs.mysql(), logs.quotes()));
    }

    /** Opens the database; makes its tables when there are none. */
    public static Finding database(BotSettings settings) {
        DatabaseSettings address = settings.database().toSettings();
        try (Database database = Database.openToRead(address)) {
            return database.isReachable()
                    ? Finding.ok("database", address.shownUrl().split("[;?]", 2)[0] + " answers and has its tables")
                    : Finding.fail("database", address.shownUrl() + " was opened but does not answer any more");
        } catch (OriginalDatabaseException e) {
            return Finding.warn("database", e.getMessage());
        } catch (RuntimeException e) {
            return Finding.fail("database", e.getMessage());
        }
    }

    /** Room on the disk and the right to write where data and logs go. */
    public static Finding disk(InstancePaths paths) {
        try {
            Files.createDirectories(paths.dataDir());
            Path probe = Files.createTempFile(paths.dataDir(), "check", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(paths.dataDir()).getUsableSpace() / MEGABYTE;
            String text = free + " MB free for " + paths.dataDir();
            if (free < DISK_FAIL_MEGABYTES) {
                return Finding.fail("disk", text + "; make room before the database stops");
            }
            return free < DISK_WARN_MEGABYTES ? Finding.warn("disk", text + "; make room") : Finding.ok("disk", text);
        } catch (IOException e) {
            return Finding.fail("disk", paths.dataDir() + " cannot be written: " + e + "; whose folder is it?");
        }
    }
}
