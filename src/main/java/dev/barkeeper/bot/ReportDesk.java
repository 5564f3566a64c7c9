package dev.barkeeper.bot;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Exit;
import dev.barkeeper.execution.FollowUp;
import dev.barkeeper.execution.RequestFollower;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.Position;
import java.util.Optional;

/** Takes in what the venue tells, and what an answer about one request means for the whole. */
final class ReportDesk {
    private static final int MAX_STOP_WIDENINGS = 5;

    private final Parts parts;
    private final BotMemory memory;
    private final AccountDesk accounts;
    private final String emi;

    ReportDesk(Parts parts, AccountDesk accounts) {
        this.parts = parts;
        this.accounts = accounts;
        memory = parts.memory();
        emi = parts.rules().key().emi();
    }

    /** The venue's position when this report made it certain. */
    Optional<Position> onReport(ExchangeReport report, Effects effects, long nowMillis) {
        if (report instanceof ExchangeReport.Connected) {
            memory.isConnected = true;
            memory.needsRound = true;
            parts.verifier().onChange();
            accounts.onConnected(effects);
        } else if (report instanceof ExchangeReport.Disconnected) {
            memory.isConnected = false;
            accounts.watchBlindly(effects, nowMillis);
        } else if (report instanceof ExchangeReport.FillReported fill) {
            accounts.book(fill.fill(), effects);
        } else if (report instanceof ExchangeReport.PaymentReported payment) {
            accounts.book(payment.payment(), effects);
        } else if (report instanceof ExchangeReport.FillsFetched fetched) {
            return accounts.onFills(fetched, effects, nowMillis);
        } else if (report instanceof ExchangeReport.FillsFetchFailed failed) {
            memory.fillReadings--;
            accounts.onFetchFailed(failed.cause(), effects, nowMillis);
        } else if (report instanceof ExchangeReport.AccountFetched fetched) {
            accounts.onAccount(fetched.snapshot(), effects, nowMillis);
        } else if (report instanceof ExchangeReport.AccountFetchFailed failed) {
            parts.verifier().onFailure();
            accounts.onFetchFailed(failed.cause(), effects, nowMillis);
        } else if (report instanceof ExchangeReport.PositionReported position) {
            accounts.onPosition(position.position(), effects, nowMillis);
        } else {
            onRequestReport(report, effects, nowMillis);
        }
        return Optional.empty();
    }

    private void onRequestReport(ExchangeReport report, Effects effects, long nowMillis) {
        if (report instanceof ExchangeReport.Acknowledged ack) {
            onWord(ack.id(), ack.order(), true, effects, nowMillis);
        } else if (report instanceof ExchangeReport.OrderReported reported) {
            Order order = reported.order();
            if (order.clientId().isPresent()) {
                onWord(order.clientId().get(), order, false, effects, nowMillis);
            }
        } else if (report instanceof ExchangeReport.SubmitRejected rejected) {
            follow(
                    parts.follower().onRejected(rejected, effects.commands, nowMillis),
                    rejected.id(),
                    rejected.reason() + " " + rejected.message(),
                    effects,
                    nowMillis);
        } else if (report instanceof ExchangeReport.SubmitUnknown unknown) {
            FollowUp followUp = parts.follower().onUnknown(unknown, effects.commands, nowMillis);
            follow(followUp, unknown.id(), "live as another one than was asked for", effects, nowMillis);
        } else if (report instanceof ExchangeReport.CancelFailed failed) {
            parts.follower().onCancelFailed(failed, effects.commands, nowMillis);
        } else if (report instanceof ExchangeReport.LookedUp lookedUp) {
            FollowUp followUp = parts.follower().onLookedUp(lookedUp, wanted(), effects.commands, nowMillis);
            parts.verifier().onChange();
            follow(
                    followUp,
                    lookedUp.id(),
                    lookedUp.order().map(ReportDesk::asTaken).orElse("the venue does not know it"),
                    effects,
                    nowMillis);
            accounts.onDoubtResolved(effects);
        } else if (report instanceof ExchangeReport.LookUpFailed failed) {
            parts.follower().onLookUpFailed(failed, effects.commands, nowMillis);
        }
    }

    /** What a request that did not arrive is measured by. */
    RequestFollower.Wanted wanted() {
        boolean mayEnter = memory.mode == BotMode.TRADING && !memory.isStopping;
        return new RequestFollower.Wanted(parts.ledger().contracts(), mayEnter);
    }

    /** Does what an answer about one request means for the whole. */
    void follow(FollowUp followUp, ClientOrderId id, String why, Effects effects, long nowMillis) {
        boolean holds = parts.ledger().contracts() != 0;
        switch (followUp) {
            case NONE -> {}
            case RECONCILE -> memory.needsRound = true;
            case DOUBT_POSITION -> {
                parts.converger().onNothingToReduce(parts.ledger().contracts(), nowMillis);
                memory.needsRound = true;
            }
            case WIDEN_STOP -> {
                if (memory.stopWidenings < MAX_STOP_WIDENINGS) {
                    memory.stopWidenings++;
                } else if (holds) {
                    parts.keeper().pause(parts.ledger().contracts(), nowMillis);
                    flatten(id, "stop refused " + MAX_STOP_WIDENINGS + " times further away: " + why, effects);
                }
            }
            case FLATTEN -> {
                if (holds) {
                    flatten(id, why, effects);
                }
            }
            case ENTRY_FAILED -> effects.notice("entry.failed", emi + ": entry " + id + " failed", why);
        }
    }

    private void flatten(ClientOrderId id, String why, Effects effects) {
        parts.converger().wantOut(Exit.FLATTEN);
        effects.problem("flatten", emi + ": flattening, " + id + " did not work", why);
    }

    /** The stream may say what became of an order before its request is answered. */
    private void onWord(ClientOrderId id, Order order, boolean isAnswer, Effects effects, long nowMillis) {
        FollowUp followUp = parts.follower().onWord(id, order, isAnswer);
        accounts.onOrder(order, nowMillis);
        if (followUp != FollowUp.NONE) {
            follow(followUp, id, asTaken(order), effects, nowMillis);
        }
    }

    private static String asTaken(Order order) {
        return order.isOpen()
                ? "live as another one than was asked for: " + order
                : "cancelled on arrival: " + order.text();
    }
}
