package dev.barkeeper.app.watch;

import dev.barkeeper.app.watch.DrillCases.Deed;
import dev.barkeeper.gateway.ApiKey;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.MariaDbServer;
import java.util.List;
import java.util.Set;

/** What a bot lives through: it pauses, is mailed when it lasts, and goes on when it is over. */
final class TroubleCases {
    private static final double RECONNECTED_SECONDS = 20;

    private TroubleCases() {}

    static void list(DrillCases cases) {
        databases(cases);
        disks(cases);
        reconnect(cases, "sockets dropped", FaultKind.SOCKET_DROP);
        reconnect(cases, "sockets silent", FaultKind.SOCKET_SILENT);
        cases.put("venue gone, back on its port after the mail", (name, rig, drill) -> {
            drill.begin();
            int port = rig.gateway.port();
            return drill.trouble(name, rig.gateway::close, () -> rig.openVenue(port));
        });
        trouble(
                cases,
                "key disabled in mid-run, enabled after the mail",
                rig -> {
                    rig.keys.add(new ApiKey(
                            ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET, ApiKeys.DEMO_ACCOUNT, Set.of(ApiKey.ORDER), false));
                    rig.gateway.faults().arm(Fault.once(FaultKind.SOCKET_DROP));
                },
                rig -> rig.keys.add(ApiKey.trading(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET, ApiKeys.DEMO_ACCOUNT)));
    }

    private static void databases(DrillCases cases) {
        cases.put("database gone (MariaDB killed, back after the mail)", (name, rig, drill) -> {
            try (MariaDbServer server = MariaDbServer.startOrSkip()) {
                useServer(rig, server);
                drill.begin();
                return drill.trouble(name, server::kill, server::start);
            }
        });
        cases.put("database frozen (SIGSTOP of MariaDB, CONT after the mail)", (name, rig, drill) -> {
            try (MariaDbServer server = MariaDbServer.startOrSkip()) {
                useServer(rig, server);
                drill.begin();
                return drill.trouble(
                        name,
                        () -> ProcessRig.signal("STOP", server.pid()),
                        () -> ProcessRig.signal("CONT", server.pid()));
            }
        });
    }

    private static void disks(DrillCases cases) {
        cases.put("disk full for the database (H2)", (name, rig, drill) -> {
            try (SmallDisk disk = SmallDisk.mount(rig.root.resolve("small"), 64)) {
                String file = rig.root.resolve("small/bot").toString();
                rig.bot.put("db.url", DatabaseSettings.ofFile(file).url());
                drill.begin();
                return drill.trouble(name, disk::fill, disk::free);
            }
        });
        cases.put("disk full for the logs", (name, rig, drill) -> {
            rig.monitor.put("bitmex.monitor.check.interval", "0.05");
            try (SmallDisk disk = SmallDisk.mount(rig.root.resolve("small"), 64)) {
                for (String key : List.of("trading", "buckets", "mysql", "quotes")) {
                    rig.bot.put(
                            "log." + key + ".outfile",
                            rig.root.resolve("small/" + key + ".log").toString());
                }
                drill.begin();
                return drill.trouble(name, disk::fill, disk::free);
            }
        });
    }

    /** What the bot mends before anybody needs to hear of it. */
    private static void reconnect(DrillCases cases, String name, FaultKind kind) {
        cases.put(name, (failure, rig, drill) -> {
            drill.begin();
            int before = rig.gateway.subscriptions();
            rig.gateway.faults().arm(Fault.once(kind));
            long struck = Drill.now();
            Drill.await("given up", () -> rig.gateway.subscriptions() < before);
            long again = Drill.await("subscribed again", () -> rig.gateway.subscriptions() >= before);
            Drill.await(
                    "connected",
                    () -> rig.beat(0)
                            .filter(b ->
                                    b.writtenMillis() > again && b.troubles().isEmpty() && ProcessRig.isReady(b))
                            .isPresent());
            String ready = Drill.seconds(Drill.now() - again);
            return drill.finish(
                    failure,
                    new Drill.Cells(Drill.NONE, "reconnected " + Drill.seconds(again - struck), ready, drill.nextBar()),
                    Drill.Expected.NO_MAIL,
                    Drill.tooLong("reconnected", again - struck, RECONNECTED_SECONDS));
        });
    }

    private static void trouble(DrillCases cases, String name, Deed blow, Deed mend) {
        cases.put(name, (failure, rig, drill) -> {
            drill.begin();
            return drill.trouble(failure, () -> blow.on(rig), () -> mend.on(rig));
        });
    }

    private static void useServer(ProcessRig rig, MariaDbServer server) {
        DatabaseSettings database = server.createDatabase();
        rig.bot.put("db.url", database.url() + "&user=" + database.user());
    }
}
