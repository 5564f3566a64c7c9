package dev.barkeeper.backtest;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.model.Reason;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Two decisions and the position of every bar, in some twenty bytes a bar: each figure as its difference to the bar
 * before, with a mask of those that differ. Not thread-safe.
 */
final class MinuteRows {
    private static final int MINUTE = 0;
    private static final int MARKET = 1;
    private static final int LONG = 2;
    private static final int SHORT = 8;
    private static final int POSITION = 14;
    private static final int REASON = 3;
    private static final int AT = POSITION + 5;
    private static final int FIELDS = AT + 1;

    private final String symbol;
    private final PackedTexts texts = new PackedTexts();
    private final PackedLongs cells = new PackedLongs();
    private final long[] before = new long[FIELDS];
    private final long[] now = new long[FIELDS];
    private final String[] spare = {"", ""};
    private boolean isOpen;
    private long size;

    MinuteRows(String symbol) {
        this.symbol = symbol;
    }

    /** Bars so far. */
    long size() {
        return size + (isOpen ? 1 : 0);
    }

    void add(Decision row) {
        long minute = row.barMillis() / Bar.MINUTE_MILLIS;
        if (!isOpen || now[MINUTE] != minute) {
            flush();
            isOpen = true;
            now[MINUTE] = minute;
            now[POSITION] = 0;
        }
        now[MARKET] = row.marketE8();
        int at = row.direction() == Direction.LONG ? LONG : SHORT;
        now[at] = row.contracts();
        now[at + 1] = row.priceE8();
        now[at + 2] = row.active() ? 1 : 0;
        Reason why = row.why();
        int side = row.direction().ordinal();
        // mostly the very words of the bar before
        if (spare[side] != why.pattern() || now[at + REASON] == 0) {
            now[at + REASON] = texts.number(why.pattern());
            spare[side] = why.pattern();
        }
        now[at + REASON + 1] = why.first();
        now[at + REASON + 2] = why.second();
    }

    void add(PositionRow row) {
        if (!isOpen || now[MINUTE] != row.barMillis() / Bar.MINUTE_MILLIS) {
            return;
        }
        Position position = row.position();
        now[POSITION] = 1;
        now[POSITION + 1] = position.contracts();
        now[POSITION + 2] = position.averageE8();
        now[POSITION + 3] = position.unrealisedPnlMinor();
        now[POSITION + 4] = position.markE8();
        now[AT] = position.atMillis() - row.barMillis();
    }

    /** Every bar in order. */
    void forEach(Consumer<MinuteRow> sink) {
        PackedLongs.Cursor in = cells.cursor();
        long[] row = new long[FIELDS];
        for (long i = 0; i < size; i++) {
            long mask = in.next();
            row[MINUTE]++;
            for (int field = 0; field < FIELDS; field++) {
                if ((mask >> field & 1) != 0) {
                    row[field] += in.next();
                }
            }
            sink.accept(minute(row, pattern(row, Direction.LONG, in), pattern(row, Direction.SHORT, in)));
        }
        if (isOpen) {
            sink.accept(minute(now, spare[0], spare[1]));
        }
    }

    private void flush() {
        if (!isOpen) {
            return;
        }
        before[MINUTE]++;
        long mask = 0;
        for (int field = 0; field < FIELDS; field++) {
            mask |= now[field] != before[field] ? 1L << field : 0;
        }
        cells.add(mask);
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int field = Long.numberOfTrailingZeros(rest);
            cells.add(now[field] - before[field]);
            before[field] = now[field];
        }
        addIfInFull(Direction.LONG);
        addIfInFull(Direction.SHORT);
        size++;
    }

    private void addIfInFull(Direction side) {
        if (now[reasonOf(side)] == PackedTexts.IN_FULL) {
            texts.addInFull(spare[side.ordinal()], cells);
        }
    }

    private String pattern(long[] row, Direction side, PackedLongs.Cursor in) {
        long number = row[reasonOf(side)];
        return number == PackedTexts.IN_FULL ? texts.nextInFull(in) : texts.text(number);
    }

    private static int reasonOf(Direction side) {
        return (side == Direction.LONG ? LONG : SHORT) + REASON;
    }

    private MinuteRow minute(long[] row, String longPattern, String shortPattern) {
        long barMillis = row[MINUTE] * Bar.MINUTE_MILLIS;
        Optional<PositionRow> position = row[POSITION] == 0
                ? Optional.empty()
                : Optional.of(new PositionRow(
                        barMillis,
                        new Position(
                                symbol,
                                row[POSITION + 1],
                                row[POSITION + 2],
                                row[POSITION + 3],
                                row[POSITION + 4],
                                barMillis + row[AT])));
        return new MinuteRow(
                decision(row, Direction.LONG, LONG, longPattern),
                decision(row, Direction.SHORT, SHORT, shortPattern),
                position);
    }

    private Decision decision(long[] row, Direction direction, int at, String pattern) {
        return new Decision(
                row[MINUTE] * Bar.MINUTE_MILLIS,
                symbol,
                direction,
                row[at],
                row[at + 1],
                false,
                row[MARKET],
                row[at + 2] != 0,
                new Reason(pattern, row[at + REASON + 1], row[at + REASON + 2]));
    }
}
