package dev.barkeeper.mail;

import dev.barkeeper.alert.Alert;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what is to be said into a letter, plain and as HTML: the subject tells who it is and how it is. Stateless. */
public final class LetterWriter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** A line such as {@code price: 9321.5} becomes a row of a table. */
    private static final Pattern FACT = Pattern.compile("([\\p{L}][^:<>]{0,40}):\\s+(.+)");

    private final String origin;

    /** @param origin who writes, e.g. {@code barkeeper 0 bot0}: begins every subject, in brackets */
    public LetterWriter(String origin) {
        this.origin = origin;
    }

    Letter of(Alert alert, long nowMillis) {
        String word = switch (alert.severity()) {
            case PROBLEM -> "PROBLEM: ";
            case RECOVERED -> "recovered: ";
            case NOTICE -> "";
        };
        String colour = switch (alert.severity()) {
            case PROBLEM -> "#b3261e";
            case RECOVERED -> "#1b6e3c";
            case NOTICE -> "#3b4a5a";
        };
        return write(word + withoutName(alert.subject()), alert.text(), nowMillis, colour, Optional.empty());
    }

    /** A letter that brings a picture along, below its text. */
    public Letter withPicture(String subject, String text, long nowMillis, byte[] png) {
        return write(subject, text, nowMillis, "#3b4a5a", Optional.of(png));
    }

    /** A letter that is no alert. */
    public Letter plain(String subject, String text, long nowMillis) {
        return write(subject, text, nowMillis, "#3b4a5a", Optional.empty());
    }

    /** The origin names the bot already; alerts begin with that name as well. */
    private String withoutName(String subject) {
        int colon = subject.indexOf(": ");
        boolean repeats = colon > 0 && (" " + origin).endsWith(" " + subject.substring(0, colon));
        return repeats ? subject.substring(colon + 2) : subject;
    }

    private Letter write(String headline, String text, long nowMillis, String colour, Optional<byte[]> png) {
        String when = TIME.format(Instant.ofEpochMilli(nowMillis));
        String body = text.isBlank() ? headline : text.strip();
        String plain = body + "\n\n-- \n" + origin + ", " + when + "\n";
        return new Letter("[" + origin + "] " + headline, plain, html(headline, body, when, colour, png), png);
    }

    private String html(String headline, String body, String when, String colour, Optional<byte[]> png) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body style=\"font-family:sans-serif;"
                + "font-size:14px;color:#1f2933;margin:0;padding:12px\">\n");
        html.append("<h1 style=\"font-size:16px;margin:0 0 10px;padding:8px 12px;color:#ffffff;background:")
                .append(colour)
                .append("\">")
                .append(escaped(headline))
                .append("</h1>\n");
        boolean inTable = false;
        for (String line : body.split("\n")) {
            Matcher fact = FACT.matcher(line);
            boolean isFact = fact.matches();
            if (isFact != inTable) {
                html.append(isFact ? "<table style=\"border-collapse:collapse;margin:0 0 8px\">\n" : "</table>\n");
                inTable = isFact;
            }
            html.append(isFact ? row(fact.group(1), fact.group(2)) : paragraph(line));
        }
        html.append(inTable ? "</table>\n" : "");
        png.ifPresent(bytes -> html.append("<p><img alt=\"equity\" src=\"" + Letter.PICTURE_URL + "\"></p>\n"));
        return html.append("<p style=\"color:#7b8794;font-size:12px\">")
                .append(escaped(origin + ", " + when))
                .append("</p>\n</body></html>\n")
                .toString();
    }

    private static String row(String name, String value) {
        return "<tr><td style=\"padding:2px 14px 2px 0;color:#52606d;vertical-align:top\">" + escaped(name)
                + "</td><td style=\"padding:2px 0\">" + escaped(value) + "</td></tr>\n";
    }

    private static String paragraph(String line) {
        return line.isBlank()
                ? ""
                : "<p style=\"margin:0 0 6px;white-space:pre-wrap\">" + escaped(line.stripTrailing()) + "</p>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
