package dev.barkeeper.simulation;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Timers;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.journal.BotStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Numbers every passage of a crash point in one run, and ends the process at the one it is told. Not thread-safe. */
final class CrashGate implements Gate {
    private static final int NEVER = -1;

    private final int killAt;
    private final List<Pass> passes = new ArrayList<>();
    private Supplier<BotPhase> phase = () -> BotPhase.FLAT;
    private int passed;

    /** One passage: the bot was in that phase when it came to that point. */
    record Pass(int number, String point, BotPhase phase) {}

    private CrashGate(int killAt) {
        this.killAt = killAt;
    }

    /** Lets everything pass and remembers it. */
    static CrashGate counting() {
        return new CrashGate(NEVER);
    }

    /** Ends the process at that passage. */
    static CrashGate killingAt(int pass) {
        return new CrashGate(pass);
    }

    @Override
    public void watch(Supplier<BotPhase> newPhase) {
        phase = newPhase;
    }

    /** All of them; only of a run without a kill. */
    List<Pass> passes() {
        return passes;
    }

    /** Whether the process was ended. */
    boolean hasKilled() {
        return killAt != NEVER && passed >= killAt;
    }

    /** The ports with this gate in front. */
    Changes changes() {
        return new Changes(
                exchange -> guard(Exchange.class, exchange),
                store -> guard(BotStore.class, store),
                timers -> guard(Timers.class, timers),
                alerts -> guard(Alerts.class, alerts));
    }

    private <T> T guard(Class<T> port, T real) {
        Object guarded =
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    String detail = CrashPoints.detailOf(method, arguments);
                    pass(method, detail, CrashPoints.Moment.BEFORE);
                    Object result = call(real, method, arguments);
                    pass(method, detail, CrashPoints.Moment.AFTER);
                    return result;
                });
        return port.cast(guarded);
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void before(Event event) {
        pass(() -> CrashPoints.nameOf(event, CrashPoints.Moment.BEFORE));
    }

    @Override
    public void after(Event event) {
        pass(() -> CrashPoints.nameOf(event, CrashPoints.Moment.AFTER));
    }

    private void pass(Method method, String detail, CrashPoints.Moment moment) {
        pass(() -> CrashPoints.name(method, detail, moment));
    }

    private void pass(Supplier<String> name) {
        passed++;
        if (killAt == NEVER) {
            passes.add(new Pass(passed, name.get(), phase.get()));
        } else if (passed == killAt) {
            throw new ProcessKilled(name.get());
        }
    }
}
