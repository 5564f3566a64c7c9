package dev.barkeeper.simulation;

import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;

/** Passes everything on, both ways; a planted mistake changes one of them. */
class PassingExchange implements Exchange {
    private final Exchange inner;
    private ExchangeListener listener = report -> {};

    PassingExchange(Exchange inner) {
        this.inner = inner;
    }

    void onReport(ExchangeReport report) {
        listener.onReport(report);
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public void open(ExchangeListener newListener) {
        listener = newListener;
        inner.open(this::onReport);
    }

    @Override
    public void submit(OrderRequest request) {
        inner.submit(request);
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        inner.cancel(id, venueOrderId);
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        inner.lookUp(id, symbol);
    }

    @Override
    public void fetchAccount(String symbol) {
        inner.fetchAccount(symbol);
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        inner.fetchFills(symbol, fromMillis);
    }

    @Override
    public void close() {
        inner.close();
    }
}
