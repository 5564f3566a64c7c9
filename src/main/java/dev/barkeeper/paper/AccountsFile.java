package dev.barkeeper.paper;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a venue's accounts in one JSON file: balances, positions, open orders, used client ids, rows. The
 * file is always a whole one. Not thread-safe.
 */
public final class AccountsFile {
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

    private final Path file;

    public AccountsFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the accounts as they were when they were taken.
     *
     * @throws IOException when the folder cannot be written; the old file is then whole
     */
    public void save(SavedVenue venue) throws IOException {
        WholeFile.write(file, JSON.writeValueAsBytes(venue));
    }

    /**
     * What was saved; empty when there is no file.
     *
     * @throws IOException when it cannot be read or is no accounts file; the message says what to do
     */
    public Optional<SavedVenue> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), SavedVenue.class));
        } catch (JacksonException damaged) {
            throw new IOException(
                    "accounts file " + file + " is damaged or of another version; move it away or start fresh: "
                            + damaged.getOriginalMessage(),
                    damaged);
        }
    }
}
