package dev.barkeeper.backtest;

import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's rows mean: trips, figures, months and the curve to draw. */
public record Analysis(Figures figures, List<Trip> trips, List<MonthRow> months, Curve curve, Refusals refusals) {

    /** Reads the rows once, bar by bar. */
    public static Analysis of(RunResult result) {
        return new Reading(result).read();
    }

    private static final class Reading {
        private final RunResult result;
        private final TripBook book;
        private final CurveDrawing drawing;
        private final Returns returns;
        private final Iterator<Fill> fills;
        private final Iterator<Payment> payments;
        private Optional<Fill> nextFill;
        private Optional<Payment> nextPayment;
        private long marketE8;
        private long bars;
        private long longBars;
        private long shortBars;
        private long unrealised;
        private long markE8;
        private long lastMillis;

        Reading(RunResult result) {
            this.result = result;
            book = new TripBook(result.spec().instrument(), stops(result.rows()));
            drawing = new CurveDrawing(result, largest(result.rows()));
            returns = new Returns(result.depositMinor());
            fills = result.rows().fills();
            payments = result.rows().payments().iterator();
            nextFill = next(fills);
            nextPayment = next(payments);
        }

        Analysis read() {
            result.rows().forEachMinute(this::take);
            book.end(lastMillis, markE8, unrealised);
            Curve curve = drawing.finish();
            return new Analysis(
                    FigureDesk.figures(result, book, returns, drawing, new FigureDesk.Bars(bars, longBars, shortBars)),
                    List.copyOf(book.trips()),
                    returns.months(book.trips()),
                    curve,
                    result.rows().refusals());
        }

        private void take(MinuteRow row) {
            bars++;
            lastMillis = row.barMillis();
            bookUpTo(lastMillis - 1);
            marketE8 = row.longSide().marketE8();
            bookUpTo(Math.max(
                    lastMillis, row.position().map(p -> p.position().atMillis()).orElse(0L)));
            unrealised = row.position()
                    .map(p -> p.position().unrealisedPnlMinor())
                    .orElseGet(() -> book.unrealisedMinor(marketE8));
            markE8 = row.position()
                    .map(p -> p.position().markE8())
                    .filter(m -> m > 0)
                    .orElse(marketE8);
            long contracts = row.position()
                    .map(p -> p.position())
                    .map(Position::contracts)
                    .orElse(book.contracts());
            longBars += contracts > 0 ? 1 : 0;
            shortBars += contracts < 0 ? 1 : 0;
            long equity = result.depositMinor() + book.cashMinor() + unrealised;
            returns.add(lastMillis, equity);
            drawing.add(lastMillis, equity, marketE8, contracts);
        }

        /**
         * What happened up to then. Market orders are sent at the bar's end and are measured by its market price, with a
         * latency, too, where they fill after it; what fills before it belongs to the bar before. Money and position are
         * those of one moment: that of the position's reading. Funding is paid on what was held when the minute ended,
         * before an order of that moment arrives.
         */
        private void bookUpTo(long millis) {
            while (nextFill.isPresent() && nextFill.get().atMillis() <= millis) {
                payUpTo(nextFill.get().atMillis());
                book.add(nextFill.get(), marketE8);
                nextFill = next(fills);
            }
            payUpTo(millis);
        }

        private void payUpTo(long millis) {
            while (nextPayment.isPresent() && nextPayment.get().atMillis() <= millis) {
                book.add(nextPayment.get());
                nextPayment = next(payments);
            }
        }

        private static <T> Optional<T> next(Iterator<T> rows) {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        }

        private static Map<Long, Long> stops(RunRows rows) {
            Map<Long, Long> triggers = new HashMap<>();
            rows.forEachOrder(order -> order.clientId()
                    .filter(id -> id.leg().equals(Optional.of(Leg.STOP)))
                    .ifPresent(id -> triggers.putIfAbsent(id.barMillis(), order.triggerE8())));
            return triggers;
        }

        /** The most that was ever held; an order may take many fills. */
        private static long largest(RunRows rows) {
            long held = 0;
            long largest = 0;
            for (Iterator<Fill> all = rows.fills(); all.hasNext(); ) {
                Fill fill = all.next();
                held += fill.side().sign() * fill.lastContracts();
                largest = Math.max(largest, Math.abs(held));
            }
            return largest;
        }
    }
}
