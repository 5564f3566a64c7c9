package dev.barkeeper.app.explain;

import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Started;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.HistoryRead;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Position;
import java.util.Locale;

/** One journal entry in a few words. Stateless. */
final class JournalWords {
    private JournalWords() {}

    static String of(Record payload) {
        if (payload instanceof Event event) {
            return event(event);
        }
        if (payload instanceof Started started) {
            return "process started, strategy " + started.strategy();
        }
        if (payload instanceof HistoryRead read) {
            return "history read: " + read.bars().size() + " bars";
        }
        return payload instanceof Command command ? command(command) : payload.toString();
    }

    private static String event(Event event) {
        if (event instanceof Event.BarArrived bar) {
            return "bar " + Minute.minute(bar.bar().closeMillis())
                    + (bar.newest() ? "" : " (missed: for the indicators only)");
        }
        if (event instanceof Event.Reported reported) {
            return report(reported.report());
        }
        if (event instanceof Event.AlarmRang rang) {
            return "alarm " + word(rang.alarm().kind());
        }
        if (event instanceof Event.Operator operator) {
            return "operator says " + word(operator.command()) + " (" + operator.id() + ")";
        }
        if (event instanceof Event.StoreChanged changed) {
            return changed.available() ? "database answers again" : "database does not answer";
        }
        if (event instanceof Event.HistoryLoaded history) {
            return "history loaded: " + history.bars() + " bars";
        }
        return event instanceof Event.StopRequested stop ? "stop requested: " + stop.cause() : event.toString();
    }

    private static String report(ExchangeReport report) {
        if (report instanceof ExchangeReport.Acknowledged acknowledged) {
            return acknowledged.id() + " acknowledged: " + order(acknowledged.order());
        }
        if (report instanceof ExchangeReport.SubmitRejected rejected) {
            return rejected.id() + " not executed: " + word(rejected.reason()) + " " + rejected.message();
        }
        if (report instanceof ExchangeReport.SubmitUnknown unknown) {
            return unknown.id() + " fate unknown: " + unknown.cause();
        }
        if (report instanceof ExchangeReport.OrderReported reported) {
            return "order " + order(reported.order());
        }
        if (report instanceof ExchangeReport.FillReported filled) {
            return "fill " + fill(filled.fill());
        }
        if (report instanceof ExchangeReport.FillsFetched fetched) {
            return "fills read: " + fetched.fills().size() + ", payments: "
                    + fetched.payments().size();
        }
        if (report instanceof ExchangeReport.AccountFetched account) {
            return "account read: " + position(account.snapshot().position()) + ", "
                    + account.snapshot().openOrders().size() + " open orders";
        }
        if (report instanceof ExchangeReport.PositionReported reported) {
            return "position " + position(reported.position());
        }
        if (report instanceof ExchangeReport.LookedUp found) {
            return found.id() + " looked up: "
                    + found.order().map(JournalWords::order).orElse("unknown to the venue");
        }
        return other(report);
    }

    private static String other(ExchangeReport report) {
        if (report instanceof ExchangeReport.Connected) {
            return "private stream is up";
        }
        if (report instanceof ExchangeReport.Disconnected lost) {
            return "private stream is lost: " + lost.cause();
        }
        if (report instanceof ExchangeReport.CancelFailed failed) {
            return failed.id() + " not cancelled: " + word(failed.reason()) + " " + failed.message();
        }
        return report.getClass().getSimpleName() + " " + report;
    }

    private static String command(Command command) {
        if (command instanceof Command.Submit submit) {
            return "send " + submit.request().id() + ": " + request(submit.request());
        }
        if (command instanceof Command.Cancel cancel) {
            return "cancel " + cancel.id();
        }
        if (command instanceof Command.LookUp lookUp) {
            return "look up " + lookUp.id();
        }
        if (command instanceof Command.FetchAccount) {
            return "read the account";
        }
        return command instanceof Command.FetchFills fills
                ? "read fills from " + Minute.minute(fills.fromMillis())
                : command.toString();
    }

    static String request(OrderRequest request) {
        return word(request.side()) + " " + (request.contracts() == 0 ? "everything" : request.contracts()) + " "
                + request.type().text() + (request.triggerE8() > 0 ? " at " + E8.toString(request.triggerE8()) : "")
                + (request.reduceOnly() ? ", reduce only" : "");
    }

    private static String order(Order order) {
        return word(order.side()) + " " + order.contracts() + " " + order.type().text()
                + (order.triggerE8() > 0 ? " at " + E8.toString(order.triggerE8()) : "") + " is "
                + order.status().text() + (order.triggered() ? ", set off" : "")
                + (order.filledContracts() > 0
                        ? ", " + order.filledContracts() + " filled at " + E8.toString(order.averageE8())
                        : "")
                + (order.text().isEmpty() ? "" : " (" + order.text() + ")");
    }

    private static String fill(Fill fill) {
        return word(fill.side()) + " " + fill.lastContracts() + " at " + E8.toString(fill.lastE8())
                + fill.clientId().map(id -> " of " + id).orElse(" of somebody else");
    }

    private static String position(Position position) {
        return position.contracts() + (position.contracts() == 0 ? "" : " at " + E8.toString(position.averageE8()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
