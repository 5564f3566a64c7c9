package dev.barkeeper.mail;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.mail.DeskState.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which alerts become letters. A problem is told once, and again when its words change or a day has passed; its
 * end is told when it was. An hour takes {@value #HOURLY} letters, {@value #HOURLY_NOTICES} of them notices, so that a
 * busy bot cannot use up what a problem needs; what was held back follows as one summary when the hour is over. Told the
 * time; used by one thread.
 */
final class PostDesk {
    static final int HOURLY = 30;
    static final int HOURLY_NOTICES = 20;
    static final int MAX_FINDINGS = 200;
    static final int MAX_HELD_LINES = 50;

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final String OTHERS = "others";

    private final LetterWriter writer;
    private final Map<String, Finding> findings;
    private final Map<String, Integer> heldBack;
    private long windowMillis;
    private int mailed;
    private int notices;

    PostDesk(LetterWriter writer, DeskState kept) {
        this.writer = writer;
        findings = new LinkedHashMap<>(kept.findings());
        heldBack = new LinkedHashMap<>(kept.heldBack());
        windowMillis = kept.windowMillis();
        mailed = kept.mailed();
        notices = kept.notices();
    }

    DeskState state() {
        return new DeskState(windowMillis, mailed, notices, heldBack, findings);
    }

    /** What to mail because of it, in order. */
    List<Letter> on(Alert alert, long nowMillis) {
        List<Letter> letters = onTime(nowMillis);
        switch (alert.severity()) {
            case PROBLEM -> onProblem(alert, letters, nowMillis);
            case RECOVERED -> onRecovered(alert, letters, nowMillis);
            case NOTICE -> admit(alert, letters, nowMillis);
        }
        return letters;
    }

    /** What to mail because time has passed: the summary of what was held back. */
    List<Letter> onTime(long nowMillis) {
        List<Letter> letters = new ArrayList<>();
        long passed = nowMillis - windowMillis;
        if (passed >= 0 && passed < HOUR_MILLIS) {
            return letters;
        }
        windowMillis = nowMillis;
        mailed = 0;
        notices = 0;
        if (!heldBack.isEmpty()) {
            letters.add(summary(nowMillis));
            mailed++;
            heldBack.clear();
            findings.replaceAll((key, finding) -> new Finding(finding.words(), finding.toldMillis(), true));
        }
        return letters;
    }

    /** Whether a problem with that key has not ended. */
    boolean isOpen(String key) {
        return findings.containsKey(key);
    }

    private void onProblem(Alert alert, List<Letter> letters, long nowMillis) {
        String words = alert.subject() + "\n" + alert.text();
        Finding known = findings.get(alert.key());
        boolean same = known != null && known.words().equals(words);
        if (same && Math.abs(nowMillis - known.toldMillis()) < DAY_MILLIS) {
            return;
        }
        boolean toldBefore = known != null && known.mailed();
        boolean admitted = admit(alert, letters, nowMillis);
        findings.remove(alert.key());
        findings.put(alert.key(), new Finding(words, nowMillis, admitted || toldBefore));
        if (findings.size() > MAX_FINDINGS) {
            Iterator<String> oldest = findings.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void onRecovered(Alert alert, List<Letter> letters, long nowMillis) {
        Finding ended = findings.remove(alert.key());
        if (ended == null) {
            return;
        }
        if (ended.mailed()) {
            admit(alert, letters, nowMillis);
        } else {
            holdBack(alert);
        }
    }

    private boolean admit(Alert alert, List<Letter> letters, long nowMillis) {
        boolean isNotice = alert.severity() == Alert.Severity.NOTICE;
        if (mailed >= HOURLY || (isNotice && notices >= HOURLY_NOTICES)) {
            holdBack(alert);
            return false;
        }
        mailed++;
        notices += isNotice ? 1 : 0;
        letters.add(writer.of(alert, nowMillis));
        return true;
    }

    private void holdBack(Alert alert) {
        String line = alert.severity().name().toLowerCase(java.util.Locale.ROOT) + " " + alert.subject();
        boolean fits = heldBack.containsKey(line) || heldBack.size() < MAX_HELD_LINES;
        heldBack.merge(fits ? line : OTHERS, 1, Integer::sum);
    }

    private Letter summary(long nowMillis) {
        int count = heldBack.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder text = new StringBuilder("More than " + HOURLY + " messages an hour (" + HOURLY_NOTICES
                + " notices) are not mailed one by one. Held back:\n");
        heldBack.forEach((line, times) ->
                text.append(times > 1 ? times + " × " : "").append(line).append('\n'));
        return writer.plain("held back " + count + (count == 1 ? " message" : " messages"), text.toString(), nowMillis);
    }
}
