package dev.barkeeper.gateway;

import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.MarketState;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperVenue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Rows that tell an amount in base and quote currency. A quanto is settled in a third one: its amounts are turned by the
 * price that one has now, as the venue does; where no contract tells that price they stay the settlement value and 0.
 * Thread-safe.
 */
final class Notionals {
    private static final String SETTLEMENT = "XBT";
    private static final int DIGITS = 8;

    private final PaperVenue venue;
    private final Symbols symbols;

    Notionals(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
    }

    Row position(PaperPosition position) {
        ContractSpec spec = symbols.spec(position.symbol());
        Row row = AccountRows.position(position, spec);
        long valueE8 = position.homeNotionalE8();
        rate(spec).ifPresent(rateE8 -> {
            BigDecimal foreign = product(valueE8, rateE8);
            row.decimal("homeNotional", quotient(foreign, position.markE8()))
                    .decimal("foreignNotional", e8(foreign.negate()));
        });
        return row;
    }

    Row instrument(MarketState state) {
        Row row = InstrumentRows.instrument(state);
        long valueE8 = state.homeNotional24hE8();
        rate(state.spec()).ifPresent(rateE8 -> {
            BigDecimal foreign = product(valueE8, rateE8);
            row.decimal("homeNotional24h", quotient(foreign, state.vwap24hE8()))
                    .decimal("foreignNotional24h", e8(foreign));
        });
        return row;
    }

    /** Price of the settlement currency in the quote currency of a quanto. */
    private OptionalLong rate(ContractSpec quanto) {
        if (!quanto.isQuanto()) {
            return OptionalLong.empty();
        }
        return symbols.all().stream()
                .filter(spec -> !spec.isQuanto()
                        && spec.underlying().equals(SETTLEMENT)
                        && spec.quoteCurrency().equals(quanto.quoteCurrency()))
                .flatMap(spec -> venue.state(spec.symbol()).stream())
                .mapToLong(MarketState::indexE8)
                .findFirst();
    }

    private static BigDecimal product(long aE8, long bE8) {
        return BigDecimal.valueOf(aE8, DIGITS)
                .multiply(BigDecimal.valueOf(bE8, DIGITS))
                .setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private static long quotient(BigDecimal amount, long priceE8) {
        return priceE8 == 0 ? 0 : e8(amount.divide(BigDecimal.valueOf(priceE8, DIGITS), DIGITS, RoundingMode.HALF_UP));
    }

    private static long e8(BigDecimal amount) {
        return E8.of(amount);
    }
}
