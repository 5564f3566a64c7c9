package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.bitmex.BitmexExchange;
import org.knowm.xchange.bitmex.dto.account.BitmexTicker;
import org.knowm.xchange.bitmex.dto.marketdata.BitmexKline;
import org.knowm.xchange.bitmex.dto.marketdata.BitmexPrivateOrder;
import org.knowm.xchange.bitmex.dto.trade.BitmexPlaceOrderParameters;
import org.knowm.xchange.bitmex.dto.trade.BitmexPosition;
import org.knowm.xchange.bitmex.dto.trade.BitmexSide;
import org.knowm.xchange.bitmex.service.BitmexAccountService;
import org.knowm.xchange.bitmex.service.BitmexMarketDataService;
import org.knowm.xchange.bitmex.service.BitmexTradeService;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;

/** The gateway as XChange's BitMEX module sees it: a client that knows nothing of this project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientTest {
    private static final CurrencyPair XBTUSD = new CurrencyPair("XBT", "USD");
    private TestExchange exchange;
    private BitmexMarketDataService market;
    private BitmexTradeService trading;
    private BitmexAccountService account;
    private BitmexExchange client;

    @BeforeAll
    void start() {
        exchange = TestExchange.start();
        for (int i = 0; i < 5; i++) {
            exchange.venue.advanceBar();
        }
        ExchangeSpecification spec = new ExchangeSpecification(BitmexExchange.class);
        spec.setSslUri(exchange.server.restUrl().replace(RestDoor.ROOT, ""));
        spec.setHost(GatewaySettings.LOOPBACK);
        spec.setApiKey(ApiKeys.DEMO_KEY);
        spec.setSecretKey(ApiKeys.DEMO_SECRET);
        client = (BitmexExchange) ExchangeFactory.INSTANCE.createExchange(spec);
        market = (BitmexMarketDataService) client.getMarketDataService();
        trading = (BitmexTradeService) client.getTradeService();
        account = (BitmexAccountService) client.getAccountService();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @Test
    void readsTheMarket() throws IOException {
        assertThat(client.getExchangeMetaData().getInstruments()).containsKey(XBTUSD);
        assertThat(market.getActiveTickers())
                .extracting(BitmexTicker::getSymbol)
                .contains("XBTUSD", "ETHUSD");
        Ticker ticker = market.getTicker(XBTUSD);
        assertThat(ticker.getAsk()).isGreaterThan(ticker.getBid());
        OrderBook book = market.getOrderBook(XBTUSD);
        assertThat(book.getAsks()).hasSize(25);
        assertThat(book.getBids()).hasSize(25);
        assertThat(book.getAsks().get(0).getLimitPrice())
                .isGreaterThan(book.getBids().get(0).getLimitPrice());
        assertThat(market.getTrades(XBTUSD).getTrades()).isNotEmpty();
        List<BitmexKline> bins = market.getBucketedTrades("1m", false, XBTUSD, 10, true);
        assertThat(bins).hasSize(10);
        assertThat(bins.get(0).getSymbol()).isEqualTo("XBTUSD");
        assertThat(market.getFundingHistory("XBTUSD", null, null, 2, 0L, true, null, null))
                .hasSize(2);
        assertThat(market.getActiveIntervals().getSymbols()).contains("XBTUSD");
    }

    @Test
    void tradesAndReadsTheAccount() throws IOException {
        LimitOrder limit = new LimitOrder.Builder(OrderType.BID, XBTUSD)
                .originalAmount(BigDecimal.valueOf(100))
                .limitPrice(BigDecimal.valueOf(9000))
                .userReference("foreign.1")
                .build();
        String limitId = trading.placeLimitOrder(limit);
        assertThat(trading.getOpenOrders().getOpenOrders())
                .extracting(LimitOrder::getId)
                .contains(limitId);
        assertThat(trading.cancelOrder(limitId)).isTrue();
        assertThat(trading.getOpenOrders().getOpenOrders())
                .extracting(LimitOrder::getId)
                .doesNotContain(limitId);

        String marketId = trading.placeMarketOrder(new MarketOrder(OrderType.BID, BigDecimal.valueOf(100), XBTUSD));
        BitmexPrivateOrder filled = trading.getBitmexOrders(
                        "XBTUSD", "{\"orderID\":\"" + marketId + "\"}", null, null, null)
                .get(0);
        assertThat(filled.getOrderStatus()).isEqualTo(BitmexPrivateOrder.OrderStatus.Filled);
        assertThat(trading.getTradeHistory("XBTUSD", null, null, 10, 0L, true, null, new Date()))
                .extracting(execution -> execution.orderID)
                .contains(marketId);
        assertThat(trading.getTradeHistory(trading.createTradeHistoryParams()).getUserTrades())
                .extracting(trade -> trade.getOrderId())
                .contains(marketId);
        BitmexPosition position = trading.getBitmexPositions("XBTUSD").get(0);
        assertThat(position.getCurrentQty()).isEqualByComparingTo("100");

        BitmexPrivateOrder stop = trading.placeOrder(new BitmexPlaceOrderParameters.Builder("XBTUSD")
                .setSide(BitmexSide.SELL)
                .setOrderQuantity(BigDecimal.valueOf(100))
                .setStopPrice(BigDecimal.valueOf(9000))
                .setClOrdId("foreign.2")
                .build());
        assertThat(stop.getOrderStatus()).isEqualTo(BitmexPrivateOrder.OrderStatus.New);
        assertThat(trading.cancelAllOrders("XBTUSD", null, null)).hasSize(1);
        assertThat(trading.cancelAllAfter(60_000).getCancelTime()).isNotNull();
        assertThat(trading.updateLeveragePosition("XBTUSD", BigDecimal.valueOf(5))
                        .getLeverage())
                .isEqualByComparingTo("5");

        assertThat(account.getAccountInfo().getWallets()).isNotEmpty();
        assertThat(account.getBitmexMarginAccountStatus().getWalletBalance()).isPositive();
        assertThat(account.getBitmexMarginAccountsStatus()).isNotEmpty();
        assertThat(account.getBitmexWalletHistory(Currency.XBT)).isNotEmpty();
        assertThat(account.getBitmexAccountInfo().getUsername()).startsWith("paper");
    }

    @Test
    void understandsARefusal() {
        assertThatThrownBy(
                        () -> trading.placeMarketOrder(new MarketOrder(OrderType.BID, BigDecimal.valueOf(0.5), XBTUSD)))
                .hasMessageContaining("Invalid orderQty");
    }
}
