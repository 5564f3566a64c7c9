package dev.barkeeper.simulation;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Ports of a bot that mistakes what it sends or hears. */
final class PlantedExchanges {
    private PlantedExchanges() {}

    /** Sends something else than what it is given, or nothing. */
    static final class Submits extends PassingExchange {
        private final Function<OrderRequest, Optional<OrderRequest>> change;

        Submits(Exchange inner, Function<OrderRequest, Optional<OrderRequest>> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public void submit(OrderRequest request) {
            change.apply(request).ifPresent(super::submit);
        }
    }

    /** Reads the account again whenever it has read it. */
    static final class AsksWithoutEnd extends PassingExchange {
        AsksWithoutEnd(Exchange inner) {
            super(inner);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(report);
            if (report instanceof ExchangeReport.AccountFetched) {
                fetchAccount(Simulation.SYMBOL);
            }
        }
    }

    static final class ResendsOnTimeOut extends PassingExchange {
        private final Map<ClientOrderId, OrderRequest> sent = new HashMap<>();

        ResendsOnTimeOut(Exchange inner) {
            super(inner);
        }

        @Override
        public void submit(OrderRequest request) {
            sent.put(request.id(), request);
            super.submit(request);
        }

        @Override
        void onReport(ExchangeReport report) {
            if (report instanceof ExchangeReport.SubmitUnknown unknown && sent.containsKey(unknown.id())) {
                OrderRequest r = sent.remove(unknown.id());
                super.submit(new OrderRequest(
                        new ClientOrderId(r.id().number() + 500, r.id().emi()),
                        r.symbol(),
                        r.side(),
                        r.type(),
                        r.contracts(),
                        r.limitE8(),
                        r.triggerE8(),
                        r.trigger(),
                        r.reduceOnly(),
                        r.closePosition()));
            }
            super.onReport(report);
        }
    }

    static final class TimeOutIsRejection extends PassingExchange {
        TimeOutIsRejection(Exchange inner) {
            super(inner);
        }

        @Override
        public void lookUp(ClientOrderId id, String symbol) {
            super.onReport(new ExchangeReport.LookedUp(id, Optional.empty()));
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(
                    report instanceof ExchangeReport.SubmitUnknown unknown
                            ? new ExchangeReport.SubmitRejected(unknown.id(), RejectReason.OTHER, "no answer")
                            : report);
        }
    }

    static final class RandomIds extends PassingExchange {
        private long made = 900_000_000_000_000L;

        RandomIds(Exchange inner) {
            super(inner);
        }

        @Override
        public void submit(OrderRequest r) {
            made += 10_000;
            super.submit(new OrderRequest(
                    new ClientOrderId(made + r.id().number() % 10_000, r.id().emi()),
                    r.symbol(),
                    r.side(),
                    r.type(),
                    r.contracts(),
                    r.limitE8(),
                    r.triggerE8(),
                    r.trigger(),
                    r.reduceOnly(),
                    r.closePosition()));
        }
    }

    static final class CancelsFirst extends PassingExchange {
        CancelsFirst(Exchange inner) {
            super(inner);
        }

        private AccountSnapshot last = new AccountSnapshot(dev.barkeeper.model.Position.flat("XBTUSD", 0), List.of());

        @Override
        public void submit(OrderRequest request) {
            if (PlantedRows.isLeg(request, Leg.LEAVE)) {
                cancelAll(last);
            }
            super.submit(request);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(report);
            if (report instanceof ExchangeReport.AccountFetched fetched) {
                last = fetched.snapshot();
            }
        }

        private void cancelAll(AccountSnapshot snapshot) {
            snapshot.openOrders().forEach(o -> o.clientId().ifPresent(id -> super.cancel(id, o.orderId())));
        }
    }

    static final class NeverCancels extends PassingExchange {
        NeverCancels(Exchange inner) {
            super(inner);
        }

        @Override
        public void cancel(ClientOrderId id, String venueOrderId) {
            // the mistake: the order stays
        }
    }

    static final class WindowedFills extends PassingExchange {
        WindowedFills(Exchange inner) {
            super(inner);
        }

        @Override
        public void fetchFills(String symbol, long fromMillis) {
            super.fetchFills(symbol, fromMillis + 30_000);
        }
    }

    static final class NoFills extends PassingExchange {
        NoFills(Exchange inner) {
            super(inner);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(
                    report instanceof ExchangeReport.FillsFetched
                            ? new ExchangeReport.FillsFetched(List.of(), List.of())
                            : report);
        }
    }

    static final class ForeignFills extends PassingExchange {
        ForeignFills(Exchange inner) {
            super(inner);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(
                    report instanceof ExchangeReport.FillReported fill
                            ? new ExchangeReport.FillReported(PlantedRows.copy(
                                    fill.fill(),
                                    fill.fill().execId(),
                                    Optional.empty(),
                                    fill.fill().feeMinor()))
                            : report);
        }
    }
}
