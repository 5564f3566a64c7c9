package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deposit that bears the position and little more, a stop beyond the price of liquidation, and a jump against it. */
class BacktestLiquidationTest {
    private static final int FALLING = 20;
    private static final int MINUTES = 30;

    @TempDir
    private Path folder;

    @Test
    void doesNotCallALiquidationALeave() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/bitmex_bot_0.ini"), """
                [DEFAULT]
                bitmex.api.key = k
                bitmex.api.secret = s
                bitmex.tradebot.strategy = momentum
                bitmex.tradebot.decision.short.stop.delta = 5000
                """);
        Files.writeString(folder.resolve("prices.csv"), fallingThenJumping());

        CommandRun run = CommandRun.in(
                folder,
                "backtest",
                "--instance",
                "0",
                "--bars",
                "prices.csv",
                "--deposit",
                "40000",
                "--out",
                "out",
                "--taker-fee",
                "0");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Trades             1, 0 stopped, 1 LIQUIDATED");
        List<String> trades = Files.readAllLines(folder.resolve("out/trades.csv"));
        assertThat(trades).hasSize(2);
        String[] names = trades.get(0).split(",");
        String[] cells = trades.get(1).split(",");
        assertThat(cells[List.of(names).indexOf("ending")]).isEqualTo("liquidated");
        assertThat(cells[List.of(names).indexOf("slippage")]).isEqualTo("0");
    }

    private static String fallingThenJumping() {
        StringBuilder rows = new StringBuilder("timestamp,open,high,low,close,volume\n");
        long begin = Instant.parse("2022-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < MINUTES; i++) {
            int open = i <= FALLING ? 9000 - i : 12_000;
            int close = i < FALLING ? open - 1 : 12_000;
            rows.append(Instant.ofEpochMilli(begin + i * 60_000L))
                    .append("," + open + "," + Math.max(open, close) + "," + Math.min(open, close) + "," + close
                            + ",100\n");
        }
        return rows.toString();
    }
}
