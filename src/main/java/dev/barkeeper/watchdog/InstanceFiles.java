package dev.barkeeper.watchdog;

import java.nio.file.Path;
import java.util.List;

/**
 * One instance as the watchdog knows it.
 *
 * @param name what mails call it, e.g. {@code instance 0 (bot0)}
 * @param beat where its loop beats
 * @param pidFile its process when it runs in the background
 * @param stoppedMark lies there while a person wants it stopped
 * @param outputFile what it prints in the background
 * @param logs whose errors are counted, the bot's own first
 * @param mailsItself whether the alerts in its log are mailed by the bot
 * @param barsUrl a public address that gives the newest minute bar as JSON; empty when there is none to ask
 */
public record InstanceFiles(
        int instance,
        String name,
        Path beat,
        Path pidFile,
        Path stoppedMark,
        Path outputFile,
        List<Path> logs,
        boolean mailsItself,
        String barsUrl) {}
