package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.app.watch.SmallDisk;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.BotKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledBotStoreTest {
    private static final Duration PROBE_EVERY = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    private final List<Boolean> heard = new CopyOnWriteArrayList<>();
    private final FailingStore database = new FailingStore();
    private boolean leaseIsCertain = true;

    private Path file() {
        return folder.resolve("deep/bot0.spool");
    }

    private SpooledBotStore open() {
        return open(1);
    }

    private SpooledBotStore open(long fence) {
        return new SpooledBotStore(
                database, file(), fence, () -> leaseIsCertain, database::answers, heard::add, PROBE_EVERY);
    }

    /** The lines of the file that are not done with. */
    private String waiting() throws IOException {
        return Files.readString(file()).replace("\0", "").replaceFirst("(?s)^(.*\n)?-\n", "");
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void commitsToTheDatabaseWhileItAnswers() throws IOException {
        try (SpooledBotStore store = open()) {
            assertThat(store.load()).isEqualTo(SavedState.EMPTY);
            assertThat(store.commit(Rows.full(0, 1))).isEqualTo(Durability.COMMITTED);
        }
        assertThat(waiting()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatARequestWaitsForIsOnDiskAtOnceAndInTheDatabaseOnceSettled() throws IOException {
        try (SpooledBotStore store = open()) {
            assertThat(store.secure(Rows.full(0, 1))).isEqualTo(Durability.COMMITTED);
            assertThat(database.sequences()).isEmpty();
            assertThat(waiting()).isNotEmpty();

            store.settle();
            assertThat(database.sequences()).isEqualTo(upTo(2));
            assertThat(waiting()).isEmpty();

            store.secure(Rows.full(1, 3));
            store.commit(Rows.full(2, 5));
            assertThat(database.sequences()).as("in order without being asked").isEqualTo(upTo(6));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whatWasSecuredBeforeTheProcessDiedComesInAtTheNextStart() {
        SpooledBotStore killed = open();
        killed.secure(Rows.full(0, 1));
        try (SpooledBotStore successor = open(2)) {
            successor.load();
            assertThat(database.sequences()).isEqualTo(upTo(2));
        }
        killed.close();
    }

    @Test
    void catchesUpWithACallerThatSpoolsFasterThanTheDatabaseTakes() throws Exception {
        AtomicLong spooled = new AtomicLong();
        try (SpooledBotStore store = open()) {
            database.away = true;
            for (; spooled.get() < 40; spooled.incrementAndGet()) {
                store.commit(Rows.full((int) spooled.get(), 1 + 2 * spooled.get()));
            }
            Thread caller = new Thread(() -> {
                while (!store.isAvailable()) {
                    store.commit(Rows.full((int) spooled.get(), 1 + 2 * spooled.get()));
                    spooled.incrementAndGet();
                }
            });
            database.whileTaking = () -> {
                long before = spooled.get();
                while (Thread.currentThread() != caller
                        && spooled.get() == before
                        && caller.isAlive()
                        && caller.getState() != Thread.State.BLOCKED) {
                    Thread.yield();
                }
            };
            caller.start();
            database.away = false;
            caller.join();
        }
        assertThat(database.sequences()).isEqualTo(upTo(2 * spooled.get()));
    }

    @Test
    void aDatabaseThatIsGoneWhenItIsToHaveWhatWasSecuredIsTold() {
        try (SpooledBotStore store = open()) {
            database.away = true;
            assertThat(store.secure(Rows.full(0, 1))).isEqualTo(Durability.COMMITTED);
            store.settle();
            assertThat(heard).containsExactly(false);
            assertThat(store.secure(Rows.full(1, 3))).isEqualTo(Durability.SPOOLED);
            store.settle();
            database.away = false;
            Awaitility.await().until(store::isAvailable);
        }
        assertThat(database.sequences()).isEqualTo(upTo(4));
    }

    @Test
    void asksTheDatabaseWhereTheLeaseIsInDoubt() {
        leaseIsCertain = false;
        try (SpooledBotStore store = open()) {
            store.secure(Rows.full(0, 1));
            assertThat(database.sequences()).isEqualTo(upTo(2));
            database.leaseLost = true;
            assertThatThrownBy(() -> store.secure(Rows.full(1, 3))).isInstanceOf(LeaseLostException.class);
        }
    }

    @Test
    void aFullDiskIsNoReasonToStopWhileTheDatabaseAnswers() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), Path.of("/dev/full"));
        try (SpooledBotStore store = open()) {
            assertThat(store.secure(Rows.full(0, 1))).isEqualTo(Durability.COMMITTED);
            store.settle();
        }
        assertThat(database.sequences()).isEqualTo(upTo(2));
    }

    @Test
    void goesOnInMemoryWhileNeitherDatabaseNorDiskTakesAnything() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), Path.of("/dev/full"));
        try (SpooledBotStore store = open()) {
            database.away = true;
            assertThat(store.secure(Rows.full(0, 1))).isEqualTo(Durability.SPOOLED);
            store.settle();
            assertThat(store.commit(Rows.full(1, 3))).isEqualTo(Durability.SPOOLED);
            assertThat(heard).containsExactly(false);

            database.away = false;
            Awaitility.await().until(store::isAvailable);
            assertThat(store.commit(Rows.full(2, 5))).isEqualTo(Durability.COMMITTED);
        }
        assertThat(database.sequences()).isEqualTo(upTo(6));
    }

    @Test
    void whatWaitedInMemoryGoesToTheDiskWhenThatTakesItAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(file().getParent(), 1)) {
            database.away = true;
            disk.fill();
            SpooledBotStore store = open();
            store.commit(Rows.quiet(0, 1));
            store.commit(Rows.quiet(1, 2));
            assertThat(waiting()).isEmpty();
            disk.free();
            store.commit(Rows.quiet(2, 3));
            assertThat(store.isAvailable()).isFalse();
            store.close();

            database.away = false;
            try (SpooledBotStore successor = open(2)) {
                assertThat(successor.load().nextSequence()).isEqualTo(4);
            }
        }
        assertThat(database.sequences()).isEqualTo(upTo(3));
    }

    @Test
    void spoolsWhileItIsAwayAndBringsAllInWhenItIsBack() {
        MemoryBotStore expected = new MemoryBotStore(Rows.KEY, new MemoryBarStore());
        try (SpooledBotStore store = open()) {
            for (int minute = 0; minute < 300; minute++) {
                Commit commit = Rows.full(minute, 1 + minute * 2L);
                expected.commit(commit);
                database.away = minute >= 3;
                assertThat(store.commit(commit)).isEqualTo(minute < 3 ? Durability.COMMITTED : Durability.SPOOLED);
            }
            assertThat(heard).containsExactly(false);
            assertThat(store.isAvailable()).isFalse();

            database.away = false;
            Awaitility.await().until(store::isAvailable);
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(false, true));
            assertThat(store.commit(Rows.quiet(300, 601))).isEqualTo(Durability.COMMITTED);
            expected.commit(Rows.quiet(300, 601));
        }
        assertThat(database.load()).isEqualTo(expected.load());
        assertThat(database.rows.journal()).isEqualTo(expected.journal());
    }

    @Test
    void goesOnSpoolingWhenTheDatabaseLeavesAgainWhileItCatchesUp() {
        try (SpooledBotStore store = open()) {
            database.away = true;
            for (int minute = 0; minute < 50; minute++) {
                store.commit(Rows.quiet(minute, minute + 1));
            }
            database.failAfter = 20;
            database.away = false;
            Awaitility.await().until(() -> database.failAfter < 0);
            assertThat(store.commit(Rows.quiet(50, 51))).isEqualTo(Durability.SPOOLED);
            database.failAfter = Integer.MAX_VALUE;
            Awaitility.await().until(store::isAvailable);
        }
        assertThat(database.sequences()).isEqualTo(upTo(51));
    }

    @Test
    void bringsInWhatAnEarlierRunLeftBeforeItLoads() throws IOException {
        try (SpooledBotStore store = open(4)) {
            database.away = true;
            store.commit(Rows.full(0, 1));
            store.commit(Rows.full(1, 3));
        }
        database.away = false;
        try (SpooledBotStore store = open(5)) {
            assertThat(store.load().ownContracts()).isEqualTo(200);
            assertThat(store.load().nextSequence()).isEqualTo(5);
        }
        assertThat(waiting()).isEmpty();
    }

    @Test
    void takesOnlyFactsFromASpoolThatAnotherProcessHasOvertaken() throws IOException {
        try (SpooledBotStore store = open(4)) {
            database.away = true;
            store.commit(Rows.full(0, 1));
        }
        database.away = false;
        Commit newer = Rows.quiet(7, 1);
        database.commit(newer);
        try (SpooledBotStore store = open(6)) {
            SavedState saved = store.load();
            assertThat(saved.ownContracts()).isEqualTo(100);
            assertThat(saved.tickets()).isEmpty();
            assertThat(saved.state()).isEqualTo(Rows.state(7));
            assertThat(database.rows.journal()).isEqualTo(newer.journal());
        }
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.map(Path::getFileName).map(Path::toString).sorted().toList())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("bot0.spool.superseded-");
        }
    }

    @Test
    void dropsALineThatACrashCutOff() throws IOException {
        try (SpooledBotStore store = open()) {
            database.away = true;
            store.commit(Rows.quiet(0, 1));
            store.commit(Rows.quiet(1, 2));
        }
        byte[] whole = Files.readAllBytes(file());
        database.away = false;
        for (String broken : new String[] {"{\"fence\":1,\"com", "{\"fence\":1,\"commit\":{\"jour\n", "\0\0\0\0"}) {
            Files.write(file(), whole);
            Files.writeString(file(), broken, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            try (SpooledBotStore store = open()) {
                assertThat(store.load().nextSequence()).isEqualTo(3);
            }
        }
    }

    /** Or written by a version that named things otherwise: the lines around it come in, and the file is kept. */
    @Test
    void bringsInWhatIsAroundALineThatCannotBeRead() throws IOException {
        try (SpooledBotStore store = open()) {
            database.away = true;
            store.commit(Rows.full(0, 1));
            store.commit(Rows.full(1, 3));
        }
        database.away = false;
        String damaged = waiting().replaceFirst("\n", "\nrubbish\n");
        Files.writeString(file(), damaged);
        try (SpooledBotStore store = open()) {
            assertThat(store.load().ownContracts()).isEqualTo(200);
        }
        assertThat(waiting()).isEmpty();
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.filter(it -> it.getFileName().toString().startsWith("bot0.spool.damaged-")))
                    .singleElement()
                    .satisfies(it -> assertThat(it).content().startsWith(damaged));
        }
    }

    /** A bot that does not start minds no position. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void startsHoweverMuchOfTheEndCannotBeRead(int whole) throws IOException {
        try (SpooledBotStore store = open()) {
            database.away = true;
            store.commit(Rows.full(0, 1));
            store.commit(Rows.full(1, 3));
        }
        database.away = false;
        String[] lines = waiting().split("(?<=\n)");
        String damaged = String.join("", List.of(lines).subList(0, whole)) + "rubbish\nand more\nof it\n";
        Files.writeString(file(), damaged);
        try (SpooledBotStore store = open()) {
            assertThat(store.load().ownContracts()).isEqualTo(100L * whole);
        }
        assertThat(waiting()).isEmpty();
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.filter(it -> it.getFileName().toString().startsWith("bot0.spool.damaged-")))
                    .hasSize(1);
        }
    }

    @Test
    void startsThoughTheDatabaseRefusesALine() throws IOException {
        try (SpooledBotStore store = open()) {
            database.away = true;
            for (int minute = 0; minute < 3; minute++) {
                store.commit(Rows.full(minute, 1 + 2 * minute));
            }
        }
        database.away = false;
        database.refused = 3;
        String lines = waiting();
        try (SpooledBotStore store = open()) {
            assertThat(store.load().ownContracts()).isEqualTo(200);
            store.commit(Rows.full(3, 7));
            store.secure(Rows.full(4, 9));
        }
        assertThat(database.sequences()).containsExactly(1L, 2L, 5L, 6L, 7L, 8L);
        assertThat(waiting())
                .as("only what came since")
                .doesNotContain("\"sequence\":5,")
                .isNotEmpty();
        assertThat(asides("damaged"))
                .singleElement()
                .satisfies(it -> assertThat(it).content().startsWith(lines));
    }

    /** A bot that ended for them, at each start anew, would mind neither its position nor its stop. */
    @Test
    void spoolsRowsThatTheDatabaseRefusesUntilSomebodyMendsIt() throws IOException {
        try (SpooledBotStore store = open()) {
            database.refused = 3;
            assertThat(store.commit(Rows.full(0, 1))).isEqualTo(Durability.COMMITTED);
            assertThat(store.secure(Rows.full(1, 3))).isEqualTo(Durability.COMMITTED);
            store.settle();
            assertThat(store.commit(Rows.full(2, 5))).isEqualTo(Durability.SPOOLED);
            assertThat(heard).containsExactly(false);
            Awaitility.await().until(() -> database.refusals > 3);
            assertThat(store.commit(Rows.full(3, 7))).isEqualTo(Durability.SPOOLED);

            database.refused = 0;
            Awaitility.await().until(store::isAvailable);
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(false, true));
        }
        assertThat(database.sequences()).isEqualTo(upTo(8));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void startsOnAFullDiskWithALineThatCannotBeRead() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(file().getParent(), 4)) {
            try (SpooledBotStore store = open()) {
                database.away = true;
                store.commit(Rows.full(0, 1));
                store.commit(Rows.full(1, 3));
            }
            database.away = false;
            Files.writeString(file(), waiting().replaceFirst("\n", "\nrubbish\n"));
            disk.fill();
            try (SpooledBotStore store = open()) {
                assertThat(store.load().ownContracts()).isEqualTo(200);
            }
            assertThat(asides("damaged"))
                    .singleElement()
                    .satisfies(it -> assertThat(it).content().contains("rubbish"));
        }
    }

    private List<Path> asides(String why) throws IOException {
        try (Stream<Path> files = Files.list(file().getParent())) {
            return files.filter(it -> it.getFileName().toString().startsWith("bot0.spool." + why + "-"))
                    .toList();
        }
    }

    @Test
    void tellsTheLoopWhenTheLeaseWasLostMeanwhile() {
        try (SpooledBotStore store = open()) {
            database.away = true;
            store.commit(Rows.quiet(0, 1));
            database.leaseLost = true;
            database.away = false;
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> store.commit(Rows.quiet(1, 2)))
                            .isInstanceOf(LeaseLostException.class));
        }
        assertThat(database.sequences()).isEmpty();
    }

    @Test
    void refusesMoreThanItsBound() {
        try (Spool spool = new Spool(folder.resolve("small"), 3_000)) {
            Spool.Line line = new Spool.Line(1, Rows.quiet(0, 1));
            spool.append(line);
            long size = spool.size();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            spool.append(line);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is full");
            assertThat(spool.size())
                    .isLessThanOrEqualTo(3_000)
                    .isPositive()
                    .satisfies(s -> assertThat(s % size).isZero());
        }
    }

    @Test
    void neverMakesTheLoopWaitForARealServerThatHangs() throws IOException {
        try (MariaDbServer server = MariaDbServer.startOrSkip();
                Database real = Database.open(server.createDatabase());
                Lease lease = Lease.acquire(real, new BotKey(112_233, "XBTUSD", "bot0"));
                SpooledBotStore store = new SpooledBotStore(
                        new SqlBotStore(real, Rows.KEY, lease),
                        file(),
                        lease.fence(),
                        lease::isCertain,
                        real::isReachable,
                        heard::add)) {
            assertThat(store.commit(Rows.full(0, 1))).isEqualTo(Durability.COMMITTED);

            signal(server, "STOP");
            long first =
                    millisOf(() -> assertThat(store.commit(Rows.full(1, 3))).isEqualTo(Durability.SPOOLED));
            long second =
                    millisOf(() -> assertThat(store.commit(Rows.full(2, 5))).isEqualTo(Durability.SPOOLED));
            signal(server, "CONT");
            Awaitility.await().until(store::isAvailable);
            assertThat(store.commit(Rows.full(3, 7))).isEqualTo(Durability.COMMITTED);

            server.kill();
            long dead = millisOf(() -> assertThat(store.commit(Rows.full(4, 9))).isEqualTo(Durability.SPOOLED));
            server.start();
            Awaitility.await().until(store::isAvailable);

            System.out.printf("spool firstWaitMillis=%d nextWaitMillis=%d deadServerMillis=%d%n", first, second, dead);
            assertThat(first).isLessThan(2_600);
            assertThat(dead).isLessThan(2_600);
            assertThat(second).isLessThan(200);
            assertThat(store.load().ownContracts()).isEqualTo(500);
            assertThat(store.load().nextSequence()).isEqualTo(11);
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(false, true, false, true));
        }
    }

    @Test
    void aStartThatTheDatabaseFailsLeavesWhatWasSecuredToTheNextOne() throws IOException {
        try (MariaDbServer server = MariaDbServer.startOrSkip();
                Database real = Database.open(server.createDatabase())) {
            try (Lease lease = Lease.acquire(real, Rows.KEY);
                    SpooledBotStore killed = over(real, lease)) {
                killed.load();
                killed.secure(Rows.full(0, 1));
            }
            try (Lease lease = Lease.acquire(real, Rows.KEY);
                    SpooledBotStore failing = over(real, lease)) {
                signal(server, "STOP");
                assertThatThrownBy(failing::load).isInstanceOf(StoreUnavailableException.class);
                signal(server, "CONT");
            }
            try (Lease lease = Lease.acquire(real, Rows.KEY);
                    SpooledBotStore store = over(real, lease)) {
                SavedState saved = store.load();
                assertThat(saved.ownContracts()).isEqualTo(100);
                assertThat(saved.state()).isEqualTo(Rows.state(0));
                assertThat(saved.tickets()).isNotEmpty();
                assertThat(saved.nextSequence()).isEqualTo(3);
            }
        }
    }

    private SpooledBotStore over(Database real, Lease lease) {
        return new SpooledBotStore(
                new SqlBotStore(real, Rows.KEY, lease),
                file(),
                lease.fence(),
                lease::isCertain,
                real::isReachable,
                heard::add);
    }

    private static void signal(MariaDbServer server, String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                .start()
                .onExit()
                .join();
    }

    private static long millisOf(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
