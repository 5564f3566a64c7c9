package dev.barkeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.model.ClientOrderId;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The venue's dead man's switch cancels every order of the account, a position's stop among them: nothing that trades may
 * arm it, or cancel anything but by the id of an order of its own.
 */
class DeadManSwitchTest {
    private static final Path CLASSES = Path.of("target", "classes", "dev", "barkeeper");
    /** They offer the switch to others, as the dialect has it, or play those others. */
    private static final List<String> VENUE_SIDE = List.of("gateway", "paper", "simulation");

    private static final List<String> FORBIDDEN = List.of("cancelAllAfter", "order/all");

    @Test
    void nothingThatTradesKnowsIt() throws IOException {
        try (Stream<Path> classes = Files.walk(CLASSES)) {
            assertThat(classes.filter(path -> path.toString().endsWith(".class"))
                            .filter(path -> !VENUE_SIDE.contains(
                                    CLASSES.relativize(path).getName(0).toString()))
                            .filter(DeadManSwitchTest::namesIt))
                    .isEmpty();
        }
        assertThat(namesIt(CLASSES.resolve("gateway").resolve("OrderRoutes.class")))
                .as("the search finds it where it is")
                .isTrue();
    }

    @Test
    void thePortCancelsOneOrderById() {
        List<Method> cancelling = Arrays.stream(Exchange.class.getMethods())
                .filter(method -> method.getName().toLowerCase(Locale.ROOT).contains("cancel"))
                .toList();
        assertThat(cancelling)
                .singleElement()
                .satisfies(method ->
                        assertThat(method.getParameterTypes()).containsExactly(ClientOrderId.class, String.class));
    }

    private static boolean namesIt(Path file) {
        try {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return FORBIDDEN.stream().anyMatch(bytes::contains);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
