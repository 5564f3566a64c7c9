package dev.barkeeper.app;

import picocli.CommandLine.Command;

/** The room of the commands about minute bars. */
@Command(name = "bars", description = "minute bars: import, export, fetch, check", synopsisSubcommandLabel = "COMMAND")
final class BarsCommand {}
