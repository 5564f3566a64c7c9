package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.backtest.HeldPrices;
import dev.barkeeper.paper.PriceBar;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * What results rest on beside the options: the prices, Barkeeper's code and that of one's own strategy, each as a few
 * letters that are others when it is another. What was changed must not go on with what it came to before. Stateless.
 */
final class Footing {
    private static final int LETTERS = 12;

    private Footing() {}

    /** Of every figure of every bar. */
    static String of(HeldPrices prices) {
        MessageDigest digest = sha256();
        ByteBuffer row = ByteBuffer.allocate(6 * Long.BYTES);
        for (int i = 0; i < prices.size(); i++) {
            PriceBar bar = prices.bar(i);
            row.clear()
                    .putLong(bar.openMillis())
                    .putLong(bar.openE8())
                    .putLong(bar.highE8())
                    .putLong(bar.lowE8())
                    .putLong(bar.closeE8())
                    .putLong(bar.volume());
            digest.update(row.flip());
        }
        return letters(digest);
    }

    /**
     * Of all classes that lie where that one came from, so that a helper's change counts too; empty for what is shipped.
     *
     * @throws CommandFailure when they cannot be read
     */
    static String ofOwn(Class<?> strategy) {
        CodeSource source = strategy.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation().equals(shipped().getLocation())) {
            return "";
        }
        return ofCode(source);
    }

    /**
     * Of this build's classes.
     *
     * @throws CommandFailure when they cannot be read
     */
    static String ofBuild() {
        return ofCode(shipped());
    }

    private static CodeSource shipped() {
        return Footing.class.getProtectionDomain().getCodeSource();
    }

    private static String ofCode(CodeSource source) {
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(place)) {
                return ofClasses(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return ofClasses(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new CommandFailure("the code at " + source.getLocation() + " cannot be read: " + e, e);
        }
    }

    private static String ofClasses(Path place) throws IOException {
        MessageDigest digest = sha256();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(any -> any.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return letters(digest);
    }

    private static String letters(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, LETTERS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
