package dev.barkeeper.backtest.report;

import dev.barkeeper.backtest.Analysis;
import dev.barkeeper.backtest.Figures;
import dev.barkeeper.model.Instrument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report tells.
 *
 * @param title what was run on what
 * @param facts name and value of what the run was told, in order
 * @param rules how orders were filled and what that leaves out, one sentence each
 * @param worstOrder the figures when inside every minute the extreme comes first that is worse for what is held
 */
public record Report(
        String title,
        Instrument instrument,
        Map<String, String> facts,
        List<String> rules,
        Analysis analysis,
        Optional<Figures> worstOrder) {}
