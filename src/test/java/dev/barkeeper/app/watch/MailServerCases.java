package dev.barkeeper.app.watch;

import dev.barkeeper.watchdog.Beat;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A bot that dies while its mails find no taker; they come when the server is back. */
final class MailServerCases {
    private static final double DEAD_SECONDS = 1;
    private static final String LATER = " (mails come when it is back)";

    private MailServerCases() {}

    static void list(DrillCases cases) {
        cases.put("mail server down, then kill −9", (name, rig, drill) -> {
            Beat before = drill.begin();
            rig.closeMail();
            return drill.outage(name + LATER, DEAD_SECONDS, before, () -> {
                ProcessRig.signal("KILL", before.pid());
                reopenWhenReplaced(rig, before, () -> {});
            });
        });
        cases.put("mail server accepts and never answers, then kill −9", (name, rig, drill) -> {
            rig.closeMail();
            try (ServerSocket mute = new ServerSocket(rig.mailPort(), 50, InetAddress.getLoopbackAddress())) {
                Beat before = drill.begin();
                return drill.outage(name + LATER, DEAD_SECONDS, before, () -> {
                    ProcessRig.signal("KILL", before.pid());
                    reopenWhenReplaced(rig, before, mute);
                });
            }
        });
    }

    private static void reopenWhenReplaced(ProcessRig rig, Beat before, AutoCloseable inItsPlace) {
        Thread later = new Thread(() -> {
            rig.awaitReplaced(before);
            try {
                inItsPlace.close();
                rig.reopenMail();
            } catch (Exception e) {
                throw new IllegalStateException("the mail server does not come back", e);
            }
        });
        later.start();
    }
}
