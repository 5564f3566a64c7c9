package dev.barkeeper.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs one statement that only reads: what is anything else is refused before it is sent, the connection is read-only,
 * and whatever happens is rolled back. Thread-safe.
 */
public final class QueryRunner {
    /** More rows are not for a terminal. */
    public static final int MAX_ROWS = 100_000;

    private static final Set<String> ALLOWED = Set.of("select", "show", "describe", "desc", "explain", "with");
    /** What reads in form and writes in effect, somewhere. */
    private static final Pattern EFFECTS = Pattern.compile(
            "\\binto\\s+(outfile|dumpfile)\\b|\\b(file_write|csvwrite|link_schema|file_read|load_file|next\\s+value)\\b"
                    + "|\\bfor\\s+update\\b|\\bexplain\\s+analyze\\b",
            Pattern.CASE_INSENSITIVE);

    private final Database database;

    public QueryRunner(Database database) {
        this.database = database;
    }

    /**
     * Runs it.
     *
     * @param sql one statement, with or without a semicolon at its end
     * @throws IllegalArgumentException when it is no single reading statement, has more than {@value #MAX_ROWS} rows, or
     *     the database finds fault with it; the message says which
     * @throws StoreUnavailableException when the database does not answer
     */
    public ResultTable run(String sql) {
        String statement = checked(sql);
        try (Connection connection = database.pool().getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return read(connection, dialect(statement));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            RuntimeException explained = Transactions.explain(database, "query", e);
            if (explained instanceof StoreUnavailableException && !isStatementsFault(e)) {
                throw explained;
            }
            throw new IllegalArgumentException("query: " + e.getMessage(), e);
        }
    }

    /** Apart from connections that fail (class 08 and none), it is the statement. */
    private static boolean isStatementsFault(SQLException e) {
        String state = e.getSQLState();
        return state != null && !state.startsWith("08");
    }

    private static String checked(String sql) {
        String bare = SqlText.withoutCommentsAndLiterals(sql).strip();
        while (bare.endsWith(";")) {
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        if (bare.contains(";")) {
            throw new IllegalArgumentException("query: one statement at a time");
        }
        String first =
                bare.replaceFirst("^[\\s(]+", "").split("[^A-Za-z]", 2)[0].toLowerCase(Locale.ROOT);
        if (!ALLOWED.contains(first)) {
            throw new IllegalArgumentException("query: '" + first
                    + "' is not a statement that only reads; allowed are select, show, describe, explain and with");
        }
        if (EFFECTS.matcher(bare).find()) {
            throw new IllegalArgumentException("query: only statements that read are run, without effects or locks");
        }
        String text = sql.strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return text;
    }

    /** H2 has no {@code describe}. */
    private String dialect(String statement) {
        return database.settings().isH2()
                ? statement.replaceFirst("(?i)^(describe|desc)\\s+", "show columns from ")
                : statement;
    }

    private static ResultTable read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(MAX_ROWS + 1);
            ResultSet result = statement.executeQuery(sql);
            ResultSetMetaData about = result.getMetaData();
            List<ResultTable.Column> columns = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(new ResultTable.Column(
                        about.getColumnLabel(i),
                        Cells.isNumeric(about, i),
                        about.isNullable(i) != ResultSetMetaData.columnNoNulls));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                if (rows.size() == MAX_ROWS) {
                    throw new IllegalArgumentException(
                            "query: more than " + MAX_ROWS + " rows; add a limit, or use dump for whole tables");
                }
                rows.add(row(result, about));
            }
            return new ResultTable(columns, rows);
        }
    }

    private static List<String> row(ResultSet result, ResultSetMetaData about) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            cells.add(Cells.text(result, about, i).orElse(ResultTable.NULL));
        }
        return cells;
    }
}
