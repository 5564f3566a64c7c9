package dev.barkeeper.app.serve;

import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ini file of a bot on a paper exchange of its own.
 *
 * @param speed of the exchange's clock, as {@code venue.clock.speed} takes it, e.g. {@code 60} or {@code max}
 */
public record PaperBotIni(String restUrl, String webSocketUrl, String speed) {
    /**
     * Writes it, its folder too.
     *
     * @param more further lines, {@code key = value} or comments
     */
    public void write(Path file, List<String> more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "[DEFAULT]",
                "# the paper exchange of this run; its key opens nothing else",
                "bitmex.api.url = " + restUrl,
                "bitmex.ws.url = " + webSocketUrl,
                "bitmex.api.key = " + ApiKeys.DEMO_KEY,
                "bitmex.api.secret = " + ApiKeys.DEMO_SECRET,
                "venue.clock.speed = " + speed));
        lines.addAll(more);
        WholeFile.write(file, String.join("\n", lines) + "\n");
    }
}
