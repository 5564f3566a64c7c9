package dev.barkeeper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tree is the architecture: a rank imports only lower ranks, and the core touches no outside world. */
class ArchitectureTest {
    private static final String ROOT = "dev.barkeeper.";
    private static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry("model", 0),
            Map.entry("machine", 0),
            Map.entry("market", 1),
            Map.entry("exchange", 1),
            Map.entry("ledger", 1),
            Map.entry("journal", 1),
            Map.entry("alert", 1),
            Map.entry("strategy", 2),
            Map.entry("risk", 2),
            Map.entry("execution", 2),
            Map.entry("bot", 3),
            Map.entry("bitmex", 3),
            Map.entry("paper", 3),
            Map.entry("storage", 3),
            Map.entry("mail", 3),
            Map.entry("scraper", 4),
            Map.entry("gateway", 4),
            Map.entry("schedule", 4),
            Map.entry("simulation", 4),
            Map.entry("backtest", 4),
            Map.entry("watchdog", 4),
            Map.entry("web", 4),
            Map.entry("app", 5));
    private static final Set<String> SAME_RANK_ALLOWED = Set.of("execution>risk");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.barkeeper");

    @Test
    void ranksImportOnlyLowerRanks() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            String from = roomOf(origin);
            origin.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !isAllowed(from, roomOf(target))) {
                    wrong.add(from + " -> " + roomOf(target) + ": " + dependency.getDescription());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageHasARank() {
        Set<String> rooms = new TreeSet<>();
        CLASSES.forEach(type -> rooms.add(roomOf(type)));
        assertThat(RANKS.keySet()).containsAll(rooms);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.barkeeper.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.barkeeper.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** It must not share the bot's faults. */
    @Test
    void watchdogKnowsNothingOfTrading() {
        noClasses()
                .that()
                .resideInAPackage("..watchdog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..barkeeper.bot..",
                        "..barkeeper.strategy..",
                        "..barkeeper.risk..",
                        "..barkeeper.execution..",
                        "..barkeeper.storage..")
                .check(CLASSES);
    }

    @Test
    void coreTouchesNoOutsideWorld() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..model..",
                        "..market..",
                        "..exchange..",
                        "..ledger..",
                        "..journal..",
                        "..alert..",
                        "..strategy..",
                        "..risk..",
                        "..execution..",
                        "..bot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "java.net..",
                        "java.nio.file..",
                        "com.fasterxml..",
                        "okhttp3..",
                        "org.jdbi..",
                        "org.quartz..",
                        "io.javalin..",
                        "java.util.random..")
                .check(CLASSES);
        for (String clock : new String[] {"currentTimeMillis", "nanoTime"}) {
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..model..",
                            "..market..",
                            "..exchange..",
                            "..ledger..",
                            "..journal..",
                            "..alert..",
                            "..strategy..",
                            "..risk..",
                            "..execution..",
                            "..bot..")
                    .should()
                    .callMethod(System.class, clock)
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideInAnyPackage("..strategy..", "..risk..", "..execution..", "..bot..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    private static boolean isAllowed(String from, String to) {
        return from.equals(to)
                || RANKS.getOrDefault(from, -1) > RANKS.getOrDefault(to, 99)
                || SAME_RANK_ALLOWED.contains(from + ">" + to);
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return name;
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
