package dev.barkeeper.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs work in one transaction and says of every failure which kind it is. Stateless. */
final class Transactions {
    /** SQL states of faults in the rows we sent: data and integrity. Trying again cannot help. */
    private static final Set<String> ROW_FAULTS = Set.of("22", "23");
    /** Of syntax and access: trying again cannot help as long as nobody mends the tables or our rights. */
    private static final String STATEMENT_FAULT = "42";

    private static final Set<Integer> H2_CLOSED = Set.of(90067, 90098, 90121, 90135);
    private static final long REOPEN_LIMIT_NANOS = 1_000_000_000;
    private static final long REOPEN_PAUSE_NANOS = 20_000_000;

    private Transactions() {}

    /** Work on a connection within a transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Commits when the work returns, rolls back when it throws.
     *
     * @param what named in messages
     * @throws StoreUnavailableException when the database does not answer or cannot take it now
     * @throws IllegalStateException when the database refuses what we sent
     */
    static <T> T inTransaction(Database database, String what, Work<T> work) {
        return run(database, database.jdbi(), what, work);
    }

    /** The same for the loop's thread and short work: a server that does not answer within a second is taken to be gone. */
    static <T> T inQuickTransaction(Database database, String what, Work<T> work) {
        return run(database, database.quickJdbi(), what, work);
    }

    private static <T> T run(Database database, Jdbi jdbi, String what, Work<T> work) {
        HandleCallback<T, SQLException> callback = handle -> work.on(handle.getConnection());
        long start = System.nanoTime();
        while (true) {
            try {
                return jdbi.inTransaction(callback);
            } catch (SQLException | JdbiException e) {
                if (!isClosedByExit(e) || System.nanoTime() - start > REOPEN_LIMIT_NANOS) {
                    throw explain(database, what, e);
                }
            }
            LockSupport.parkNanos(REOPEN_PAUSE_NANOS);
            database.reconnect();
        }
    }

    /** H2 closes its file when the JVM begins to exit, while the bot still finishes what is in flight; it opens again. */
    private static boolean isClosedByExit(Exception thrown) {
        return sqlFault(thrown)
                .map(SQLException::getErrorCode)
                .filter(H2_CLOSED::contains)
                .isPresent();
    }

    /** Whether there is none to be had, or it went while it was used, of which a pool tells without a state. */
    static boolean isConnectionGone(Exception thrown) {
        return sqlFault(thrown)
                .filter(it -> it instanceof SQLTransientConnectionException
                        || it.getSQLState() == null
                        || it.getSQLState().startsWith("08"))
                .isPresent();
    }

    static RuntimeException explain(Database database, String what, Exception thrown) {
        Optional<SQLException> fault = sqlFault(thrown);
        String where = "database " + database.settings().shownUrl() + ", " + what + ": "
                + fault.map(Transactions::words).orElse(thrown.getMessage());
        // no connection to be had is no answer, whatever state the pool passes on: too many of one user are 42000
        String kind = fault.filter(it -> !(it instanceof SQLTransientConnectionException))
                .map(SQLException::getSQLState)
                .filter(state -> state.length() == 5)
                .map(state -> state.substring(0, 2))
                .orElse("");
        String refused = where + "; the database refuses it, trying again cannot help";
        if (ROW_FAULTS.contains(kind)) {
            return new RowsRefusedException(refused, thrown);
        }
        return kind.equals(STATEMENT_FAULT)
                ? new RefusedException(refused, thrown)
                : new StoreUnavailableException(where, thrown);
    }

    /** What a pool says is only that it waited; why is below it. */
    private static String words(SQLException fault) {
        return fault instanceof SQLTransientConnectionException && fault.getCause() != null
                ? fault.getMessage() + ": " + fault.getCause().getMessage()
                : fault.getMessage();
    }

    private static Optional<SQLException> sqlFault(Throwable thrown) {
        for (Throwable next = thrown; next != null; next = next.getCause()) {
            if (next instanceof SQLException fault) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
