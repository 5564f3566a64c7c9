package dev.barkeeper.paper;

import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import java.util.List;

/** The contracts listed by default. Stateless. */
public final class ContractSpecs {

    private ContractSpecs() {}

    /** XBTUSD (inverse, as in 2020), XBTUSDT (linear), ETHUSD (quanto). */
    public static List<ContractSpec> defaults() {
        return List.of(xbtusd(), xbtusdt(), ethusd());
    }

    /** Inverse, 1 contract = 1 USD, tick 0.5, lot 1, settled in XBt, maker −0.025 %, taker 0.075 %. */
    public static ContractSpec xbtusd() {
        Instrument instrument = new Instrument(
                "XBTUSD",
                ContractKind.INVERSE,
                E8.ONE / 2,
                1,
                E8.ONE,
                "XBt",
                -25_000,
                75_000,
                E8.ONE / 100,
                E8.ONE / 200,
                10_000_000,
                E8.ofWhole(1_000_000));
        return new ContractSpec(
                instrument,
                "FFWCSX",
                "XBT",
                "USD",
                "USD",
                ".BXBT",
                0,
                20_000_000_000L,
                10_000_000_000L,
                10_000,
                E8.ofWhole(9_500),
                60_000);
    }

    /** Linear, 1 contract = 0.000001 XBT, settled in USDt. */
    public static ContractSpec xbtusdt() {
        Instrument instrument = new Instrument(
                "XBTUSDT",
                ContractKind.LINEAR,
                E8.ONE / 2,
                100,
                1,
                "USDt",
                -25_000,
                75_000,
                E8.ONE / 100,
                E8.ONE / 200,
                1_000_000_000,
                E8.ofWhole(1_000_000));
        return new ContractSpec(
                instrument,
                "FFWCSX",
                "XBT",
                "USDT",
                "XBT",
                ".BXBTT",
                100,
                1_000_000_000_000L,
                1_000_000_000_000L,
                10_000,
                E8.ofWhole(9_500),
                6_000_000);
    }

    /** Quanto, 100 XBt per contract and USD of price. */
    public static ContractSpec ethusd() {
        Instrument instrument = new Instrument(
                "ETHUSD",
                ContractKind.QUANTO,
                E8.ONE / 20,
                1,
                100,
                "XBt",
                -25_000,
                75_000,
                E8.ONE / 50,
                E8.ONE / 100,
                10_000_000,
                E8.ofWhole(1_000_000));
        return new ContractSpec(
                instrument,
                "FFWCSX",
                "ETH",
                "USD",
                "",
                ".BETH",
                0,
                5_000_000_000L,
                5_000_000_000L,
                10_000,
                E8.ofWhole(200),
                20_000);
    }
}
