package dev.barkeeper.storage;

import dev.barkeeper.model.E8;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One prepared statement filled row by row, left to right, in the units of the core. Times go in and out as
 * UTC local times, never through the JVM's zone. For one thread.
 */
final class RowBatch implements AutoCloseable {
    private static final int E8_SCALE = 8;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private final PreparedStatement statement;
    private int column;

    RowBatch(Connection connection, String sql) throws SQLException {
        this.statement = connection.prepareStatement(sql);
    }

    RowBatch text(String value) throws SQLException {
        statement.setString(++column, value);
        return this;
    }

    /** Longer texts are cut, with an ellipsis. */
    RowBatch text(String value, int maxLength) throws SQLException {
        return text(value.length() <= maxLength ? value : value.substring(0, maxLength - 1) + "…");
    }

    RowBatch number(long value) throws SQLException {
        statement.setLong(++column, value);
        return this;
    }

    RowBatch flag(boolean value) throws SQLException {
        statement.setInt(++column, value ? 1 : 0);
        return this;
    }

    RowBatch price(long priceE8) throws SQLException {
        statement.setBigDecimal(++column, BigDecimal.valueOf(priceE8, E8_SCALE));
        return this;
    }

    /** 0 means there is none. */
    RowBatch optionalPrice(long priceE8) throws SQLException {
        if (priceE8 != 0) {
            return price(priceE8);
        }
        statement.setNull(++column, Types.DECIMAL);
        return this;
    }

    RowBatch time(long epochMillis) throws SQLException {
        return text(utc(epochMillis));
    }

    /** 0 means there is none. */
    RowBatch optionalTime(long epochMillis) throws SQLException {
        if (epochMillis != 0) {
            return time(epochMillis);
        }
        statement.setNull(++column, Types.TIMESTAMP);
        return this;
    }

    /** The row is complete. */
    void add() throws SQLException {
        statement.addBatch();
        column = 0;
    }

    void execute() throws SQLException {
        statement.executeBatch();
    }

    /** Runs the one row now; rows changed. */
    int update() throws SQLException {
        column = 0;
        return statement.executeUpdate();
    }

    /** Runs the query of the one row now. */
    ResultSet query() throws SQLException {
        column = 0;
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /**
     * The time as text in UTC, which every database takes. Connector/J believes a MariaDB 10 to be a MySQL 5.5 and cuts the
     * milliseconds off what is bound as a time.
     */
    static String utc(long epochMillis) {
        return UTC.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC));
    }

    /** 0 when the column is null. */
    static long millis(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? 0 : time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** 0 when the column is null. */
    static long e8(ResultSet row, String column) throws SQLException {
        BigDecimal price = row.getBigDecimal(column);
        return price == null ? 0 : E8.of(price);
    }
}
