package dev.barkeeper.app.explain;

import dev.barkeeper.storage.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Reads rows of one bot's tables into plain words. One thread. */
final class Rows {
    private final Database database;

    Rows(Database database) {
        this.database = database;
    }

    /** Turns a row into whatever the caller wants of it. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** One row; missing values are empty texts or 0. */
    record Row(ResultSet result) {
        String text(String column) throws SQLException {
            return Optional.ofNullable(result.getString(column)).orElse("");
        }

        long number(String column) throws SQLException {
            return result.getLong(column);
        }

        /** A plain decimal without needless zeros; empty when null or 0. */
        String price(String column) throws SQLException {
            BigDecimal price = result.getBigDecimal(column);
            return price == null || price.signum() == 0
                    ? ""
                    : price.stripTrailingZeros().toPlainString();
        }

        long millis(String column) throws SQLException {
            LocalDateTime time = result.getObject(column, LocalDateTime.class);
            return time == null ? 0 : time.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
    }

    /** All rows, the question marks filled from the left. */
    <T> List<T> all(String sql, Reader<T> reader, Object... values) {
        return database.jdbi().withHandle(handle -> {
            try (Query query = handle.createQuery(sql)) {
                for (int i = 0; i < values.length; i++) {
                    query.bind(i, values[i]);
                }
                return query.map((result, context) -> reader.read(new Row(result)))
                        .list();
            }
        });
    }

    /** The first row. */
    <T> Optional<T> first(String sql, Reader<T> reader, Object... values) {
        return all(sql, reader, values).stream().findFirst();
    }
}
