package dev.barkeeper.app;

import dev.barkeeper.bot.Event.Operator;
import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a person's words reach a bot: {@code <id>.cmd} is what was said, {@code <id>.done} the answer. A command stays
 * until a bot answers it, over restarts; ids sort by time. Safe between processes: files appear and change as a whole.
 */
public final class OperatorFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final int MAX_PENDING = 100;
    private static final int KEPT_ANSWERS = 100;
    private static final String SAID = ".cmd";
    private static final String ANSWERED = ".done";

    private static final Logger LOG = LoggerFactory.getLogger(OperatorFolder.class);

    private final Path folder;
    private String told = "";

    /** @param folder see {@code InstancePaths.operatorDir}; made when first written to */
    public OperatorFolder(Path folder) {
        this.folder = folder;
    }

    /** Says something; returns its id. */
    String say(Operator.Command command, Clock clock) throws IOException {
        String id = STAMP.format(clock.instant())
                + String.format("-%04x", ThreadLocalRandom.current().nextInt(0x10000));
        WholeFile.write(folder.resolve(id + SAID), command.name().toLowerCase(Locale.ROOT) + "\n");
        return id;
    }

    /**
     * What was said and not answered yet, oldest first, at most {@value #MAX_PENDING}. A file that is no command is
     * answered as such, and so is one that cannot be read.
     */
    public List<Operator> pending() {
        List<Operator> commands = new ArrayList<>();
        for (Path file : filesEndingWith(SAID)) {
            if (commands.size() == MAX_PENDING) {
                break;
            }
            try {
                hear(file).ifPresent(commands::add);
            } catch (IOException | UncheckedIOException e) {
                // whatever is wrong with one file, the others are heard
                tellOnce(file, e);
            }
        }
        return commands;
    }

    private Optional<Operator> hear(Path file) throws IOException {
        String id = idOf(file, SAID);
        if (answerTo(id).isPresent()) {
            // a crash came between the answer and the removal of the command
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        String word;
        try {
            word = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            answer(id, "refused: " + file + " cannot be read (" + e + "); say it again as the user the bot runs as");
            return Optional.empty();
        }
        Optional<Operator.Command> command = commandOf(word);
        if (command.isEmpty()) {
            answer(id, "refused: '" + word + "' is none of pause, resume, flatten");
        }
        return command.map(known -> new Operator(id, known));
    }

    private void tellOnce(Path file, Exception trouble) {
        if (!trouble.toString().equals(told)) {
            told = trouble.toString();
            LOG.error("operator=unheard file={} cause={}", file, told);
        }
    }

    /** Answers a command; answering twice keeps the last word. Old answers are cleared away. */
    public void answer(String id, String result) {
        try {
            WholeFile.write(folder.resolve(id + ANSWERED), result.strip() + "\n");
            Files.deleteIfExists(folder.resolve(id + SAID));
            List<Path> answers = filesEndingWith(ANSWERED);
            for (Path old : answers.subList(0, Math.max(0, answers.size() - KEPT_ANSWERS))) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("operator command " + id + " cannot be answered in " + folder, e);
        }
    }

    /** The answer to a command, if it was given. */
    Optional<String> answerTo(String id) {
        String answer = read(folder.resolve(id + ANSWERED)).strip();
        return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
    }

    private static Optional<Operator.Command> commandOf(String word) {
        for (Operator.Command command : Operator.Command.values()) {
            if (command.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    private List<Path> filesEndingWith(String ending) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "[0-9A-Za-z]*" + ending)) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException("folder " + folder + " cannot be read", e);
            }
        }
        files.sort(null);
        return files;
    }

    private static String idOf(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
