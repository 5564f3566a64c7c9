package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.backtest.Latency;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Costs;
import dev.barkeeper.paper.FeeModel;
import dev.barkeeper.paper.FundingModel;
import dev.barkeeper.paper.SlippageModel;
import dev.barkeeper.paper.SpecsFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The contract and what trading it costs. */
final class CostOptions {
    /** Near the largest number a profit has no room left beside it. */
    private static final long MOST_DEPOSIT = 1_000_000_000_000_000L;
    /** Of ticks; what is larger than the price would overflow, and pay the one who takes. */
    private static final long MOST_SLIPPAGE = 10_000;

    @Option(names = "--contracts", paramLabel = "FILE", description = "JSON file of other contracts, as of exchange")
    private Path contracts;

    @Option(
            names = "--deposit",
            paramLabel = "MINOR",
            defaultValue = "100000000",
            description = "what the account begins with, minor units, e.g. XBt (default: ${DEFAULT-VALUE})")
    private long deposit;

    @Option(names = "--maker-fee", paramLabel = "RATE", description = "of the value, e.g. -0.00025")
    private BigDecimal makerFee;

    @Option(names = "--taker-fee", paramLabel = "RATE", description = "of the value, e.g. 0.00075")
    private BigDecimal takerFee;

    @Option(names = "--funding", paramLabel = "RATE", description = "every eight hours, paid by longs, e.g. 0.0001")
    private BigDecimal funding;

    @Option(
            names = "--slippage",
            paramLabel = "TICKS",
            defaultValue = "0",
            description = "against every order that takes, beyond the book (default: ${DEFAULT-VALUE})")
    private long slippage;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            description = "each way between bot and venue, venue time (default: lock-step, the venue waits)")
    private Long latency;

    long depositMinor() {
        if (deposit < 1 || deposit > MOST_DEPOSIT) {
            throw CommandFailure.badArguments("--deposit " + deposit + " is not between 1 and " + MOST_DEPOSIT);
        }
        return deposit;
    }

    Optional<Latency> latency() {
        if (latency != null && (latency < 0 || latency > 30_000)) {
            throw CommandFailure.badArguments("--latency " + latency + " is not between 0 and 30000 ms");
        }
        return Optional.ofNullable(latency).map(millis -> Latency.constant(millis, millis));
    }

    String latencyText() {
        return latency == null ? "none (lock-step)" : latency + " ms each way";
    }

    ContractSpec spec(CommandContext context, String symbol) {
        List<ContractSpec> specs;
        try {
            specs = contracts == null ? ContractSpecs.defaults() : SpecsFile.load(context.userPath(contracts));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure("contracts file " + contracts + ": " + e.getMessage(), e);
        }
        return specs.stream()
                .filter(spec -> spec.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("no contract " + symbol + " is known; known are "
                        + specs.stream().map(ContractSpec::symbol).toList() + ", --contracts FILE gives others"));
    }

    Costs costs(ContractSpec spec) {
        if (slippage < 0 || slippage > MOST_SLIPPAGE) {
            throw CommandFailure.badArguments("--slippage " + slippage + " is not between 0 and " + MOST_SLIPPAGE);
        }
        return new Costs(
                FeeModel.of(
                        rate(makerFee, spec.instrument().makerFeeE8(), "--maker-fee"),
                        rate(takerFee, spec.instrument().takerFeeE8(), "--taker-fee")),
                FundingModel.constant(rate(funding, spec.fundingRateE8(), "--funding")),
                slippage == 0 ? SlippageModel.NONE : SlippageModel.constant(slippage));
    }

    @Override
    public String toString() {
        return "deposit " + deposit + ", fees " + makerFee + " " + takerFee + ", funding " + funding + ", slippage "
                + slippage + ", latency " + latencyText();
    }

    private static long rate(BigDecimal given, long otherwise, String option) {
        if (given != null && given.abs().compareTo(new BigDecimal("0.05")) > 0) {
            throw CommandFailure.badArguments(option + " " + given + " is beyond 0.05; it is a fraction, not percent");
        }
        return given == null ? otherwise : E8.of(given);
    }
}
