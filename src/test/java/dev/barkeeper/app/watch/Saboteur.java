package dev.barkeeper.app.watch;

import dev.barkeeper.model.Bar;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.Strategy;
import dev.barkeeper.strategy.StrategySettings;
import dev.barkeeper.strategy.Wishes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A user's own strategy that does, with the next bar and once, the harm that a file asks for; momentum otherwise. */
public final class Saboteur implements Strategy {
    /** The system property that names the file. */
    static final String ORDERS = "drill.orders";

    private static final int MEGABYTE = 1 << 20;
    private final Strategy momentum;
    private final List<byte[]> hoard = new ArrayList<>();

    public Saboteur(StrategySettings settings) {
        momentum = Strategies.create("momentum", settings);
    }

    @Override
    public int warmUpBars() {
        return momentum.warmUpBars();
    }

    @Override
    public void onBar(Bar bar) {
        momentum.onBar(bar);
    }

    @Override
    public Wishes decide(Moment moment) {
        switch (takeOrder()) {
            case "eat memory" -> eat();
            case "throw an error" -> throw new AssertionError("as ordered");
            case "deadlock" -> deadlock();
            case "loop" -> loop();
            default -> {}
        }
        return momentum.decide(moment);
    }

    /** The file goes first: the process that comes after this one is to live. */
    private static String takeOrder() {
        try {
            Path orders = Path.of(System.getProperty(ORDERS));
            if (!Files.exists(orders)) {
                return "";
            }
            String order = Files.readString(orders).strip();
            Files.delete(orders);
            return order;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void eat() {
        while (true) {
            hoard.add(new byte[MEGABYTE]);
        }
    }

    private static void loop() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static void deadlock() {
        Object mine = new Object();
        Object other = new Object();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread opponent = new Thread(() -> hold(other, mine, bothHold), "opponent");
        opponent.setDaemon(true);
        opponent.start();
        hold(mine, other, bothHold);
    }

    private static void hold(Object first, Object second, CountDownLatch bothHold) {
        synchronized (first) {
            bothHold.countDown();
            try {
                bothHold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (second) {
                throw new IllegalStateException("no deadlock");
            }
        }
    }
}
