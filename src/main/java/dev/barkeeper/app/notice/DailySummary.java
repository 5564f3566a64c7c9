package dev.barkeeper.app.notice;

import dev.barkeeper.mail.Letter;
import dev.barkeeper.mail.LetterWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** A finished day as a letter. Stateless. */
public final class DailySummary {
    private DailySummary() {}

    /** @param currency what profit is counted in, e.g. {@code XBt} */
    public static Letter write(LetterWriter writer, Day day, String currency, long nowMillis) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(day.dayMillis()), ZoneOffset.UTC);
        String profit = money(day.profitMinor(), currency);
        String subject =
                "day " + date + ": " + profit + ", " + day.fills() + " fills, " + day.decisions() + " bars decided";
        StringBuilder text = new StringBuilder()
                .append("day: ")
                .append(date)
                .append(" UTC, by the venue's clock\n")
                .append("profit: ")
                .append(profit)
                .append(", after fees and funding\n")
                .append("realised: ")
                .append(money(day.realisedMinor(), currency))
                .append('\n')
                .append("fees paid: ")
                .append(day.feesMinor())
                .append(' ')
                .append(currency)
                .append('\n')
                .append("funding paid: ")
                .append(day.fundingMinor())
                .append(' ')
                .append(currency)
                .append('\n')
                .append("bars decided: ")
                .append(day.decisions())
                .append('\n')
                .append("orders sent: ")
                .append(day.orders())
                .append('\n')
                .append("fills: ")
                .append(day.fills())
                .append('\n')
                .append("positions closed: ")
                .append(day.roundTrips())
                .append('\n')
                .append("fills of stops: ")
                .append(day.stopsHit())
                .append('\n')
                .append("requests refused: ")
                .append(day.failed())
                .append('\n')
                .append("moved from outside: ")
                .append(day.synthetic())
                .append('\n');
        Optional<byte[]> picture = EquityPicture.draw(day);
        if (picture.isEmpty()) {
            return writer.plain(subject, text.toString(), nowMillis);
        }
        text.append("\npicture: profit over the day, what is open included, in ")
                .append(currency)
                .append('\n');
        return writer.withPicture(subject, text.toString(), nowMillis, picture.get());
    }

    private static String money(long minor, String currency) {
        return (minor > 0 ? "+" : "") + minor + " " + currency;
    }
}
