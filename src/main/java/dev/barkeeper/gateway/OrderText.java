package dev.barkeeper.gateway;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.AmendOrder;
import dev.barkeeper.paper.ExecInst;
import dev.barkeeper.paper.NewOrder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads new and changed orders out of request parameters. Stateless; what does not fit is refused in the venue's words. */
final class OrderText {
    private static final Set<String> UNSUPPORTED_INST = Set.of("Fixed", "AllOrNone");
    private static final int PRICE_DIGITS = 8;

    private OrderText() {}

    static NewOrder newOrder(Params params, String symbol) {
        for (String name : List.of("pegPriceType", "pegOffsetValue", "contingencyType", "clOrdLinkID")) {
            if (params.has(name)) {
                throw ApiError.badRequest("Unsupported " + name);
            }
        }
        long quantity = quantity(params, "orderQty").orElse(0L);
        long limitE8 = price(params, "price", "Invalid price").orElse(0L);
        long triggerE8 = price(params, "stopPx", "Invalid stopPx for ordType").orElse(0L);
        EnumSet<ExecInst> insts = EnumSet.noneOf(ExecInst.class);
        TriggerPrice trigger = readExecInst(params, insts);
        OrderType type = type(params, limitE8, triggerE8);
        return new NewOrder(
                symbol,
                side(params, quantity, insts),
                type,
                Math.abs(quantity),
                limitE8,
                triggerE8,
                trigger,
                timeInForce(params, type),
                insts,
                display(params),
                params.text("clOrdID").orElse(""),
                params.remark());
    }

    /** Closes the whole position, whichever side it is on: at a limit when a price is given, else at once. */
    static NewOrder closing(Params params, String symbol) {
        long limitE8 = price(params, "price", "Invalid price").orElse(0L);
        return new NewOrder(
                symbol,
                Optional.empty(),
                limitE8 > 0 ? OrderType.LIMIT : OrderType.MARKET,
                0,
                limitE8,
                0,
                TriggerPrice.MARK,
                limitE8 > 0 ? TimeInForce.GOOD_TILL_CANCEL : TimeInForce.IMMEDIATE_OR_CANCEL,
                Set.of(ExecInst.CLOSE),
                OptionalLong.empty(),
                params.text("clOrdID").orElse(""),
                params.remark());
    }

    static AmendOrder amendment(Params params) {
        OptionalLong quantity = optional(quantity(params, "orderQty"));
        OptionalLong leaves = optional(quantity(params, "leavesQty"));
        return new AmendOrder(
                params.text("orderID").orElse(""),
                params.text("origClOrdID").orElse(""),
                params.text("clOrdID").orElse(""),
                quantity,
                leaves,
                optional(price(params, "price", "Invalid price")),
                optional(price(params, "stopPx", "Invalid stopPx for ordType")),
                params.remark());
    }

    private static Optional<Side> side(Params params, long quantity, Set<ExecInst> insts) {
        Optional<String> text = params.text("side");
        if (text.isPresent() && !text.get().equals("Buy") && !text.get().equals("Sell")) {
            throw ApiError.badRequest("Invalid side");
        }
        if (quantity < 0 && text.isPresent() && text.get().equals("Buy")) {
            // a negative quantity sells; which of the two was meant is not for us to guess
            throw ApiError.badRequest("Invalid orderQty");
        }
        if (quantity < 0 || text.isPresent() && text.get().equals("Sell")) {
            return Optional.of(Side.SELL);
        }
        return text.isEmpty() && insts.contains(ExecInst.CLOSE) ? Optional.empty() : Optional.of(Side.BUY);
    }

    private static Optional<Long> quantity(Params params, String name) {
        Optional<BigDecimal> given = params.decimal(name);
        try {
            Optional<Long> whole = given.map(BigDecimal::longValueExact);
            if (name.equals("orderQty") && whole.isPresent() && whole.get() == 0) {
                throw ApiError.badRequest("Invalid orderQty");
            }
            return whole;
        } catch (ArithmeticException e) {
            throw ApiError.badRequest("Invalid " + name);
        }
    }

    private static OptionalLong display(Params params) {
        Optional<Long> display = quantity(params, "displayQty");
        if (display.isPresent() && display.get() < 0) {
            throw ApiError.badRequest("Invalid displayQty");
        }
        return optional(display);
    }

    private static Optional<Long> price(Params params, String name, String refusal) {
        Optional<BigDecimal> given = params.decimal(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal price = given.get().stripTrailingZeros();
        if (price.signum() <= 0) {
            throw ApiError.badRequest(refusal);
        }
        if (price.scale() > PRICE_DIGITS) {
            throw ApiError.badRequest("Invalid " + name + " tickSize");
        }
        try {
            return Optional.of(E8.of(price));
        } catch (ArithmeticException e) {
            throw ApiError.badRequest(refusal);
        }
    }

    private static OrderType type(Params params, long limitE8, long triggerE8) {
        Optional<String> text = params.text("ordType");
        if (text.isPresent()) {
            return Arrays.stream(OrderType.values())
                    .filter(type -> type.text().equals(text.get()))
                    .findFirst()
                    .orElseThrow(() -> ApiError.badRequest("Unsupported ordType"));
        }
        if (triggerE8 > 0) {
            return limitE8 > 0 ? OrderType.STOP_LIMIT : OrderType.STOP;
        }
        return limitE8 > 0 ? OrderType.LIMIT : OrderType.MARKET;
    }

    private static TimeInForce timeInForce(Params params, OrderType type) {
        Optional<String> text = params.text("timeInForce");
        if (text.isEmpty()) {
            return type == OrderType.MARKET ? TimeInForce.IMMEDIATE_OR_CANCEL : TimeInForce.GOOD_TILL_CANCEL;
        }
        return Arrays.stream(TimeInForce.values())
                .filter(time -> time.text().equals(text.get()))
                .findFirst()
                .orElseThrow(() -> ApiError.badRequest("Unsupported timeInForce"));
    }

    /** Fills in the instructions; returns the trigger price among them, mark when none is named. */
    private static TriggerPrice readExecInst(Params params, Set<ExecInst> into) {
        Optional<TriggerPrice> trigger = Optional.empty();
        for (String word : params.list("execInst")) {
            Optional<TriggerPrice> price = Arrays.stream(TriggerPrice.values())
                    .filter(one -> one.text().equals(word))
                    .findFirst();
            if (price.isPresent()) {
                if (trigger.isPresent() && !trigger.equals(price)) {
                    throw ApiError.badRequest("Invalid execInst");
                }
                trigger = price;
                continue;
            }
            if (UNSUPPORTED_INST.contains(word)) {
                throw ApiError.badRequest("Unsupported execInst");
            }
            into.add(Arrays.stream(ExecInst.values())
                    .filter(inst -> inst.text().equals(word))
                    .findFirst()
                    .orElseThrow(() -> ApiError.badRequest("Invalid execInst")));
        }
        return trigger.orElse(TriggerPrice.MARK);
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }
}
