package dev.barkeeper.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that are to be sent, one small {@code .eml} file each, so that neither a mail server that is down nor a
 * restart loses one. Holds at most {@value #MAX_MESSAGES} and {@value #MAX_BYTES} bytes: the oldest make room for new
 * ones, which the log says. What the disk does not take waits in memory. Thread-safe; several processes may put.
 */
final class Outbox {
    static final int MAX_MESSAGES = 500;
    static final long MAX_BYTES = 20_000_000;
    static final int MAX_SET_ASIDE = 50;
    static final int MAX_UNWRITTEN = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String WAITING = ".eml";
    private static final String DRAFT = ".new";
    private static final long DRAFT_IS_OLD_MILLIS = 60_000;
    private static final String SET_ASIDE = ".refused";

    private final Path folder;
    /** Tells the files of two processes apart that opened the same folder. */
    private final int mark = ThreadLocalRandom.current().nextInt();

    private final Deque<byte[]> unwritten = new ArrayDeque<>();
    private long next;

    private Outbox(Path folder, long next) {
        this.folder = folder;
        this.next = next;
    }

    /**
     * Opens the folder, making it when there is none.
     *
     * @throws UncheckedIOException never for a disk that is full or read-only: then messages wait in memory
     */
    static Outbox open(Path folder) {
        long highest = 0;
        try {
            Files.createDirectories(folder);
            for (Path file : list(folder, "")) {
                highest = Math.max(highest, number(file));
                if (file.toString().endsWith(DRAFT) && isOld(file)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.error("outbox=unusable folder={} cause={} now=kept_in_memory", folder, e.toString());
        }
        return new Outbox(folder, highest + 1);
    }

    /** Keeps one; when this returns it is on disk, or in memory if the disk does not take it. */
    synchronized void put(byte[] message) {
        String name = String.format(Locale.ROOT, "%012d-%08x", next++, mark);
        Path draft = folder.resolve(name + DRAFT);
        try {
            write(draft, message);
            Files.move(draft, folder.resolve(name + WAITING), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.error("outbox=unwritten folder={} cause={} now=kept_in_memory", folder, e.toString());
            unwritten.addLast(message);
            if (unwritten.size() > MAX_UNWRITTEN) {
                unwritten.removeFirst();
                LOG.error("mail=lost cause=\"the disk takes nothing and {} wait in memory\"", MAX_UNWRITTEN);
            }
            delete(draft);
        }
        trim();
        notifyAll();
    }

    /** All of them, oldest first, but what waits in memory before what is on disk. */
    synchronized List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>();
        unwritten.forEach(message -> all.add(new Waiting(folder, message)));
        try {
            for (Path file : list(folder, WAITING)) {
                all.add(new Waiting(file, new byte[0]));
            }
        } catch (IOException e) {
            LOG.error("outbox=unreadable folder={} cause={}", folder, e.toString());
        }
        return all;
    }

    synchronized int size() {
        return waiting().size();
    }

    /** Waits until something is put, at most so long. */
    synchronized void await(long millis) throws InterruptedException {
        wait(millis);
    }

    /** What is in it. */
    byte[] read(Waiting waiting) throws IOException {
        return waiting.isInMemory() ? waiting.message() : Files.readAllBytes(waiting.file());
    }

    /** It was sent. */
    synchronized void remove(Waiting sent) throws IOException {
        if (sent.isInMemory()) {
            unwritten.removeIf(message -> message == sent.message());
        } else {
            Files.deleteIfExists(sent.file());
        }
    }

    /** No server will take it: kept for a person to look at, out of the way of the others. */
    synchronized void setAside(Waiting refused) throws IOException {
        if (refused.isInMemory()) {
            remove(refused);
            return;
        }
        String name = refused.file().getFileName().toString();
        Files.move(refused.file(), folder.resolve(name.replace(WAITING, SET_ASIDE)), StandardCopyOption.ATOMIC_MOVE);
        List<Path> aside = list(folder, SET_ASIDE);
        for (int i = 0; i < aside.size() - MAX_SET_ASIDE; i++) {
            Files.deleteIfExists(aside.get(i));
        }
    }

    /** A message with where it lies: a file, or memory. */
    static final class Waiting {
        private final Path file;
        private final byte[] message;

        Waiting(Path file, byte[] message) {
            this.file = file;
            this.message = message;
        }

        boolean isInMemory() {
            return message.length > 0;
        }

        byte[] message() {
            return message;
        }

        Path file() {
            return file;
        }

        /** The same for the same message. */
        String name() {
            return isInMemory()
                    ? "memory-" + System.identityHashCode(message)
                    : file.getFileName().toString();
        }
    }

    private void trim() {
        try {
            List<Path> files = list(folder, WAITING);
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            int count = files.size();
            for (int i = 0; count > 1 && (count > MAX_MESSAGES || bytes > MAX_BYTES); i++, count--) {
                bytes -= Files.size(files.get(i));
                Files.deleteIfExists(files.get(i));
                LOG.error(
                        "mail=lost file={} cause=\"the outbox is full\"",
                        files.get(i).getFileName());
            }
        } catch (IOException e) {
            LOG.warn("outbox=not_trimmed folder={} cause={}", folder, e.toString());
        }
    }

    private static void write(Path file, byte[] message) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(message);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.debug("outbox=draft_left file={} cause={}", draft, e.toString());
        }
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "[0-9]*" + ending)) {
                stream.forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    /** A draft that nobody finished: its process was killed while it wrote. */
    private static boolean isOld(Path file) throws IOException {
        return System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis() > DRAFT_IS_OLD_MILLIS;
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        int dash = name.indexOf('-');
        try {
            return Long.parseLong(dash < 0 ? name : name.substring(0, dash));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
