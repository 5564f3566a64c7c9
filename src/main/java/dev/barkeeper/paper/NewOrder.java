package dev.barkeeper.paper;

import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client asks for, before any check: {@link PaperVenue#place} refuses what does not fit, it never throws for it.
 *
 * @param side empty only with {@link ExecInst#CLOSE}: then the side that closes the position
 * @param contracts 0 when left out (allowed with {@link ExecInst#CLOSE} only)
 * @param limitE8 0 when left out
 * @param triggerE8 stopPx, 0 when left out
 * @param triggerPrice the venue's default is mark
 * @param displayContracts empty: all shown; 0 hidden; else iceberg (accepted, shown in full in the paper book)
 * @param clOrdId empty when left out; unique per account for ever, at most 36 characters
 * @param text remark; empty becomes {@code Submitted via API.}
 */
public record NewOrder(
        String symbol,
        Optional<Side> side,
        OrderType type,
        long contracts,
        long limitE8,
        long triggerE8,
        TriggerPrice triggerPrice,
        TimeInForce timeInForce,
        Set<ExecInst> execInst,
        OptionalLong displayContracts,
        String clOrdId,
        String text) {

    public NewOrder {
        execInst = execInst.isEmpty() ? Set.of() : Set.copyOf(execInst);
    }

    /** A market order. */
    public static NewOrder market(String symbol, Side side, long contracts) {
        return plain(symbol, side, OrderType.MARKET, contracts, 0, 0);
    }

    /** A limit order, good till cancelled. */
    public static NewOrder limit(String symbol, Side side, long contracts, long limitE8) {
        return plain(symbol, side, OrderType.LIMIT, contracts, limitE8, 0);
    }

    /** A stop to market on the mark price. */
    public static NewOrder stop(String symbol, Side side, long contracts, long triggerE8) {
        return plain(symbol, side, OrderType.STOP, contracts, 0, triggerE8);
    }

    /** A stop-limit on the mark price. */
    public static NewOrder stopLimit(String symbol, Side side, long contracts, long triggerE8, long limitE8) {
        return plain(symbol, side, OrderType.STOP_LIMIT, contracts, limitE8, triggerE8);
    }

    /** A market order that closes the whole position. */
    public static NewOrder close(String symbol) {
        return new NewOrder(
                symbol,
                Optional.empty(),
                OrderType.MARKET,
                0,
                0,
                0,
                TriggerPrice.MARK,
                TimeInForce.IMMEDIATE_OR_CANCEL,
                Set.of(ExecInst.CLOSE),
                OptionalLong.empty(),
                "",
                "");
    }

    public NewOrder withId(String newClOrdId) {
        return copy(type, triggerPrice, timeInForce, execInst, newClOrdId);
    }

    public NewOrder withType(OrderType newType) {
        return copy(newType, triggerPrice, timeInForce, execInst, clOrdId);
    }

    public NewOrder withTrigger(TriggerPrice newTrigger) {
        return copy(type, newTrigger, timeInForce, execInst, clOrdId);
    }

    public NewOrder withTimeInForce(TimeInForce newTimeInForce) {
        return copy(type, triggerPrice, newTimeInForce, execInst, clOrdId);
    }

    /** The same with one more instruction. */
    public NewOrder with(ExecInst more) {
        EnumSet<ExecInst> all = EnumSet.of(more);
        all.addAll(execInst);
        return copy(type, triggerPrice, timeInForce, all, clOrdId);
    }

    /** Whether it may only reduce a position. */
    public boolean isReducing() {
        return execInst.contains(ExecInst.REDUCE_ONLY) || execInst.contains(ExecInst.CLOSE);
    }

    private static NewOrder plain(
            String symbol, Side side, OrderType type, long contracts, long limitE8, long triggerE8) {
        TimeInForce time = type == OrderType.MARKET ? TimeInForce.IMMEDIATE_OR_CANCEL : TimeInForce.GOOD_TILL_CANCEL;
        return new NewOrder(
                symbol,
                Optional.of(side),
                type,
                contracts,
                limitE8,
                triggerE8,
                TriggerPrice.MARK,
                time,
                Set.of(),
                OptionalLong.empty(),
                "",
                "");
    }

    private NewOrder copy(
            OrderType newType, TriggerPrice trigger, TimeInForce time, Set<ExecInst> insts, String newClOrdId) {
        return new NewOrder(
                symbol,
                side,
                newType,
                contracts,
                limitE8,
                triggerE8,
                trigger,
                time,
                insts,
                displayContracts,
                newClOrdId,
                text);
    }
}
