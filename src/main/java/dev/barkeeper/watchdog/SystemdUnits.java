package dev.barkeeper.watchdog;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Has systemd start the bots that are its units, so that no bot runs beside the unit that should hold it. Where the
 * asking is not allowed (units of the system, a watchdog that is not root), systemd starts what was killed by itself.
 * Stateless.
 *
 * @param scope {@code --system} or {@code --user}
 * @param program {@code systemctl}
 */
public record SystemdUnits(String scope, String program) implements Launcher {
    /** Set in the watchdog's own unit, by {@code scripts/install-systemd}. */
    static final String VARIABLE = "BARKEEPER_UNITS";

    /** Those of the watchdog's environment; empty when it is no unit itself. */
    public static Optional<SystemdUnits> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(scope -> scope.equals("--system") || scope.equals("--user"))
                .map(scope -> new SystemdUnits(scope, "systemctl"));
    }

    @Override
    public Optional<ProcessHandle> start(int instance) throws IOException {
        new ProcessBuilder(
                        program,
                        scope,
                        "--no-block",
                        "--no-ask-password",
                        "start",
                        "barkeeper@" + instance + ".service")
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        return Optional.empty();
    }
}
