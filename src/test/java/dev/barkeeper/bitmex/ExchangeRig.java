package dev.barkeeper.bitmex;

import dev.barkeeper.exchange.TradingRight;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The client's exchange, open at a scripted venue, and what it reports. */
abstract class ExchangeRig {
    final Reports reports = new Reports();
    ScriptedVenue server;
    BitmexVenue venue;
    BitmexExchange exchange;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedVenue();
        venue = new BitmexVenue(server.settings(), stamp -> {});
        exchange = venue.exchange("XBTUSD", TradingRight.ALWAYS);
        exchange.open(reports);
    }

    @AfterEach
    void close() throws IOException {
        exchange.close();
        venue.close();
        server.close();
    }
}
