package dev.barkeeper.mail;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been mailed, kept over restarts so that a restart repeats nothing.
 *
 * @param windowMillis when the running hour began, wall clock
 * @param mailed messages of that hour
 * @param notices how many of them were notices
 * @param heldBack headlines that were held back, with how often
 * @param findings problems that have not ended, by key
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DeskState(
        long windowMillis, int mailed, int notices, Map<String, Integer> heldBack, Map<String, Finding> findings) {
    static final DeskState EMPTY = new DeskState(0, 0, 0, Map.of(), Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(DeskState.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    DeskState {
        heldBack = heldBack == null ? new LinkedHashMap<>() : new LinkedHashMap<>(heldBack);
        findings = findings == null ? new LinkedHashMap<>() : new LinkedHashMap<>(findings);
    }

    /**
     * One problem.
     *
     * @param words subject and text as they were told last
     * @param toldMillis wall clock of that
     * @param mailed whether a person got to know, by its own message or in a summary
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Finding(String words, long toldMillis, boolean mailed) {}

    /** What the file says; nothing when there is none. A file that is damaged costs a repeated mail, nothing more. */
    static DeskState read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), DeskState.class);
        } catch (NoSuchFileException e) {
            return EMPTY;
        } catch (IOException e) {
            LOG.warn("mail_state=unreadable file={} cause={} now=starts_empty", file, e.toString());
            return EMPTY;
        }
    }

    /** @throws IOException when the disk does not take it: then it is to be written later */
    void write(Path file) throws IOException {
        WholeFile.write(file, JSON.writeValueAsString(this));
    }
}
