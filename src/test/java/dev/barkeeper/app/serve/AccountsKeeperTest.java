package dev.barkeeper.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.model.Side;
import dev.barkeeper.paper.AccountsFile;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.SavedVenue;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsKeeperTest {
    private static final long ACCOUNT = 7;
    private static final long AN_HOUR = 3_600_000;

    private final ContractSpec spec = ContractSpecs.defaults().get(0);
    private final PaperVenue venue = PaperVenue.open(
            VenueSettings.DEFAULT,
            List.of(new Listing(
                    spec,
                    new GeneratedPrices(
                            spec, 1, Instant.parse("2026-01-01T00:00:00Z").toEpochMilli()))));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        venue.close();
    }

    /** What is killed between two looks must not have forgotten what it told. */
    @Test
    void writesATradeDownWithoutWaitingForTheNextLook() throws IOException {
        AccountsFile file = new AccountsFile(folder.resolve("accounts.json"));
        try (AccountsKeeper keeper = new AccountsKeeper(file, venue)) {
            venue.openAccount(ACCOUNT, Map.of("XBt", 100_000_000L));
            venue.advanceBar();
            venue.place(ACCOUNT, NewOrder.market(spec.symbol(), Side.BUY, 100).withId("a"));

            await().until(() -> contracts(file).equals(List.of(100L)));
            venue.place(ACCOUNT, NewOrder.market(spec.symbol(), Side.BUY, 50).withId("b"));
            await().until(() -> contracts(file).equals(List.of(150L)));
            assertThat(keeper).isNotNull();
        }
    }

    private static List<Long> contracts(AccountsFile file) throws IOException {
        Optional<SavedVenue> saved = file.load();
        return saved.stream()
                .flatMap(venue -> venue.accounts().stream())
                .flatMap(account -> account.holdings().stream())
                .map(SavedVenue.SavedHolding::contracts)
                .toList();
    }
}
