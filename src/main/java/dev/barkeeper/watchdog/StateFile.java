package dev.barkeeper.watchdog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the watchdog knows over its own restart. Losing it costs a repeated mail, never a bot. One thread at a time. */
record StateFile(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    /** All of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record State(List<InstanceWatch.Memory> instances, LogRound.Memory logs) {
        static final State NONE = new State(List.of(), LogRound.Memory.NONE);
    }

    State load() {
        try {
            State state = SharedFile.JSON.readValue(Files.readString(file), State.class);
            return state.instances() == null || state.logs() == null ? State.NONE : state;
        } catch (NoSuchFileException e) {
            return State.NONE;
        } catch (JacksonException e) {
            LOG.warn("state=damaged file={} next=\"it begins anew\" cause={}", file, e.getOriginalMessage());
            return State.NONE;
        } catch (IOException e) {
            LOG.warn("state=unreadable file={} next=\"it begins anew\" cause={}", file, e.toString());
            return State.NONE;
        }
    }

    /** @throws IOException when the disk does not take it: then it is to be saved later */
    void save(State state) throws IOException {
        WholeFile.write(file, SharedFile.JSON.writeValueAsString(state));
    }
}
