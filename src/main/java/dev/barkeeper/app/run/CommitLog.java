package dev.barkeeper.app.run;

import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a bot decided, ordered and got into its log, one fact a line. Used by the loop's thread. */
final class CommitLog implements Consumer<Commit> {
    private static final Logger LOG = LoggerFactory.getLogger("bot");

    @Override
    public void accept(Commit commit) {
        commit.decisions().forEach(CommitLog::decision);
        commit.tickets().forEach(CommitLog::ticket);
        commit.fills().forEach(CommitLog::fill);
        commit.payments().forEach(CommitLog::payment);
    }

    private static void decision(Decision decision) {
        LOG.info(
                "decision bar={} side={} position={} price={} market={} synthetic={} active={} reason=\"{}\"",
                Instant.ofEpochMilli(decision.barMillis()),
                decision.direction().text(),
                decision.contracts(),
                E8.toString(decision.priceE8()),
                E8.toString(decision.marketE8()),
                decision.synthetic(),
                decision.active(),
                decision.reason());
    }

    private static void ticket(OrderTicket ticket) {
        LOG.info(
                "order id={} leg={} state={} side={} quantity={} type={} trigger={} limit={} filled={} note=\"{}\"",
                ticket.id(),
                ticket.leg(),
                ticket.state(),
                ticket.request().side(),
                ticket.request().contracts(),
                ticket.request().type().text(),
                E8.toString(ticket.request().triggerE8()),
                E8.toString(ticket.request().limitE8()),
                ticket.filledContracts(),
                ticket.note());
    }

    private static void fill(Fill fill) {
        LOG.info(
                "fill exec={} id={} side={} quantity={} price={} leaves={} fee={}",
                fill.execId(),
                fill.clientId().map(Object::toString).orElse("not_ours"),
                fill.side(),
                fill.lastContracts(),
                E8.toString(fill.lastE8()),
                fill.leavesContracts(),
                fill.feeMinor());
    }

    private static void payment(Payment payment) {
        LOG.info(
                "payment exec={} kind={} amount={} currency={} position={}",
                payment.execId(),
                payment.kind(),
                payment.amountMinor(),
                payment.currency(),
                payment.contracts());
    }
}
