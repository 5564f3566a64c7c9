package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.QueryRunner;
import dev.barkeeper.storage.ResultTable;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One statement that reads, printed as the mysql shell prints it. */
@Command(description = "run a statement that only reads and print it as the mysql shell would")
final class QueryCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    @Mixin
    private InstanceOptions options;

    @Option(names = "--tsv", description = "tab-separated with a header line, for programs")
    private boolean tsv;

    @Parameters(paramLabel = "SQL", description = "one statement, e.g. \"select * from decisions limit 8\"")
    private String sql;

    private final CommandContext context;

    QueryCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        BotSettings settings = options.settings(context);
        try (Database database = Database.openToRead(settings.database().toSettings())) {
            long begin = System.nanoTime();
            ResultTable table = run(new QueryRunner(database));
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            context.out().print(tsv ? table.toTsv() : withFooter(table, seconds));
            context.out().flush();
        }
        return Main.DONE;
    }

    private ResultTable run(QueryRunner runner) {
        try {
            return runner.run(sql);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage().replaceFirst("^query: ", ""), e);
        }
    }

    private static String withFooter(ResultTable table, double seconds) {
        String time = String.format(Locale.ROOT, "(%.2f sec)", seconds);
        int rows = table.rows().size();
        return rows == 0
                ? table.toTable().stripTrailing() + " " + time + "\n"
                : table.toTable() + rows + (rows == 1 ? " row" : " rows") + " in set " + time + "\n";
    }
}
