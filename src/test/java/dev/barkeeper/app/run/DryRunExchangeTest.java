package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.ContractSpecs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunExchangeTest {
    private static final long NOON = 1_583_150_400_000L;

    @TempDir
    private Path folder;

    private final List<ExchangeReport> reports = new CopyOnWriteArrayList<>();

    @Test
    void aBarThatComesAfterNewerQuotesMovesNoPriceBack() {
        try (DryRunExchange exchange = open(ContractSpecs.xbtusd().instrument())) {
            exchange.onPrice(e8("9500"), NOON - 1_000);
            exchange.onPrice(e8("9300"), NOON + 10_000);
            exchange.onPrice(e8("9500"), NOON);
            exchange.submit(OrderRequest.market(new ClientOrderId(1, "bot0"), "XBTUSD", Side.BUY, 100));

            assertThat(fills())
                    .singleElement()
                    .satisfies(fill -> assertThat(fill.lastE8()).isBetween(e8("9299"), e8("9301")));
        }
    }

    @Test
    void anotherSymbolHasAnAccountOfItsOwn() {
        try (DryRunExchange exchange = open(ContractSpecs.xbtusd().instrument())) {
            exchange.onPrice(e8("9500"), NOON);
            exchange.submit(OrderRequest.market(new ClientOrderId(1, "bot0"), "XBTUSD", Side.BUY, 100));
        }
        try (DryRunExchange exchange = open(ContractSpecs.xbtusdt().instrument())) {
            exchange.onPrice(e8("9500"), NOON);
            exchange.submit(OrderRequest.market(new ClientOrderId(2, "bot0"), "XBTUSDT", Side.BUY, 100));
        }
        assertThat(fills()).extracting(Fill::symbol).containsExactly("XBTUSD", "XBTUSDT");
        try (DryRunExchange exchange = open(ContractSpecs.xbtusd().instrument())) {
            exchange.onPrice(e8("9500"), NOON);
            exchange.fetchAccount("XBTUSD");
        }
        assertThat(reports)
                .last()
                .isInstanceOfSatisfying(
                        ExchangeReport.AccountFetched.class,
                        account -> assertThat(account.snapshot().position().contracts())
                                .isEqualTo(100));
    }

    private DryRunExchange open(Instrument instrument) {
        DryRunExchange exchange = new DryRunExchange(instrument, 1, folder, 1);
        exchange.open(reports::add);
        return exchange;
    }

    private List<Fill> fills() {
        return reports.stream()
                .filter(ExchangeReport.FillReported.class::isInstance)
                .map(report -> ((ExchangeReport.FillReported) report).fill())
                .toList();
    }

    private static long e8(String price) {
        return E8.of(new java.math.BigDecimal(price));
    }
}
