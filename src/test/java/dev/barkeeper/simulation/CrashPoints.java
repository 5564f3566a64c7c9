package dev.barkeeper.simulation;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Timers;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every place at which the bot talks to its surroundings, made from its ports: each method, before and after; commits
 * by what they are about, submits and what is secured for them by leg, timers by kind. A new method, event, report, leg or
 * alarm is a new point.
 */
final class CrashPoints {
    /** The ports of the core, outward. What comes inward is seen at the commit that follows it. */
    static final List<Class<?>> PORTS = List.of(Exchange.class, BotStore.class, Timers.class, Alerts.class);

    /** Asked only where no journal is kept: by a run that nobody takes up again when it has ended. */
    private static final Set<String> OF_NO_LIVE_BOT = Set.of("standing");

    /** On which side of the call the process ends. */
    enum Moment {
        BEFORE,
        AFTER
    }

    private CrashPoints() {}

    /** Names of all points, sorted. */
    static Set<String> all() {
        Set<String> points = new TreeSet<>();
        for (Class<?> port : PORTS) {
            for (Method method : port.getMethods()) {
                if (OF_NO_LIVE_BOT.contains(method.getName())) {
                    continue;
                }
                for (String detail : details(method)) {
                    for (Moment moment : Moment.values()) {
                        points.add(name(method, detail, moment));
                    }
                }
            }
        }
        for (String detail : eventDetails()) {
            for (Moment moment : Moment.values()) {
                points.add("Inbox.put" + detail + " " + word(moment));
            }
        }
        return points;
    }

    static String nameOf(Event event, Moment moment) {
        return "Inbox.put" + detailOf((Record) event) + " " + word(moment);
    }

    private static String word(Moment moment) {
        return moment.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String detailOf(Record payload) {
        return payload instanceof Event.Reported reported
                ? bracketed(reported.report().getClass())
                : bracketed(payload.getClass());
    }

    private static List<String> eventDetails() {
        List<String> details = new ArrayList<>();
        for (Class<?> event : Event.class.getPermittedSubclasses()) {
            if (event != Event.Reported.class) {
                details.add(bracketed(event));
            }
        }
        for (Class<?> report : ExchangeReport.class.getPermittedSubclasses()) {
            details.add(bracketed(report));
        }
        return details;
    }

    static String name(Method method, String detail, Moment moment) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + detail + " " + word(moment);
    }

    /** What one call is about, e.g. {@code [STOP]}. */
    static String detailOf(Method method, Object[] arguments) {
        Object first = arguments == null || arguments.length == 0 ? "" : arguments[0];
        if (first instanceof Commit commit) {
            return method.getName().equals("secure") ? awaiting(commit) : detailOf(cause(commit));
        }
        if (first instanceof OrderRequest request) {
            return "[" + request.id().leg().orElseThrow() + "]";
        }
        return first instanceof Alarm alarm && method.getName().equals("schedule") ? "[" + alarm.kind() + "]" : "";
    }

    /** The leg of the request that waits for the commit. */
    private static String awaiting(Commit commit) {
        return commit.journal().stream()
                .map(JournalEntry::payload)
                .filter(Command.Submit.class::isInstance)
                .map(submit ->
                        "[" + ((Command.Submit) submit).request().id().leg().orElseThrow() + "]")
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no request waits for " + commit));
    }

    /** The newest event; quiet ones before it may be in the same commit. */
    private static Record cause(Commit commit) {
        for (int index = commit.journal().size() - 1; index >= 0; index--) {
            JournalEntry entry = commit.journal().get(index);
            if (entry.direction() == JournalEntry.Direction.IN) {
                return entry.payload();
            }
        }
        throw new IllegalStateException("a commit without an event: " + commit);
    }

    private static List<String> details(Method method) {
        List<String> details = new ArrayList<>();
        if (method.getName().equals("commit")) {
            details.addAll(eventDetails());
        } else if (method.getName().equals("submit") || method.getName().equals("secure")) {
            for (Leg leg : Leg.values()) {
                details.add("[" + leg + "]");
            }
        } else if (method.getName().equals("schedule")) {
            for (Alarm.Kind kind : Alarm.Kind.values()) {
                details.add("[" + kind + "]");
            }
        } else {
            details.add("");
        }
        return details;
    }

    private static String bracketed(Class<?> type) {
        return "[" + type.getSimpleName() + "]";
    }
}
