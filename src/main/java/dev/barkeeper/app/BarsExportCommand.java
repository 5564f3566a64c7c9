package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBarStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the stored minutes as a prices file that import, exchange and backtest read. */
@Command(name = "export", description = "write the stored minute bars as CSV, compressed when the name ends in .gz")
final class BarsExportCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions options;

    @Parameters(paramLabel = "FILE", description = "where to; written as a whole or not at all")
    private Path file;

    @Option(names = "--stamp", defaultValue = "start", description = "whether to write the minute's start or end")
    private BarsImportCommand.Stamp stamp;

    private final CommandContext context;
    private long written;

    BarsExportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        BotSettings settings = options.settings(context);
        Path target = context.userPath(file);
        if (Files.isDirectory(target)) {
            throw new CommandFailure(target + " is a folder; name a file in it");
        }
        if (!Files.isDirectory(target.toAbsolutePath().getParent())) {
            throw new CommandFailure("the folder of " + target + " does not exist");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            SqlBarStore store = new SqlBarStore(database);
            List<Long> closes = store.closes(settings.symbol(), 0, Long.MAX_VALUE / 2);
            if (closes.isEmpty()) {
                throw new CommandFailure("no minute of " + settings.symbol() + " is stored; nothing was written");
            }
            ProgressBar progress = new ProgressBar(context.err(), "export", closes.size());
            try (Writer out = open(part)) {
                out.write("timestamp,open,high,low,close,volume\n");
                store.read(settings.symbol(), closes.get(0), closes.get(closes.size() - 1), bar -> {
                    write(bar, out);
                    progress.at(++written);
                });
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure("cannot write " + target + ": " + e.getMessage() + "; nothing was written", e);
        } finally {
            Files.deleteIfExists(part);
        }
        context.print(written + " bars of " + settings.symbol() + " written to " + target);
        return Main.DONE;
    }

    private static Writer open(Path part) throws IOException {
        OutputStream out = Files.newOutputStream(part);
        boolean zipped = part.getFileName().toString().endsWith(".gz.part");
        return new OutputStreamWriter(zipped ? new GZIPOutputStream(out, 1 << 16) : out, StandardCharsets.UTF_8);
    }

    /** The table's open is the close before, which may lie outside the range: a prices file has the nearest in it. */
    private void write(Bar bar, Writer out) {
        long open = Math.max(bar.lowE8(), Math.min(bar.highE8(), bar.openE8()));
        long stamped = stamp == BarsImportCommand.Stamp.end ? bar.closeMillis() : bar.openMillis();
        try {
            out.write(Instant.ofEpochMilli(stamped) + "," + E8.toString(open) + "," + E8.toString(bar.highE8()) + ","
                    + E8.toString(bar.lowE8()) + "," + E8.toString(bar.closeE8()) + "," + bar.volume() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
