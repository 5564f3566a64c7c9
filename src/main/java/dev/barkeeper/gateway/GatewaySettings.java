package dev.barkeeper.gateway;

/**
 * How a gateway serves; always on the loopback, since {@code /control} is for this machine only.
 *
 * @param port 0 for any free one
 * @param limiting whether the venue's request limits hold: not in lock-step, where the venue's clock stands still between
 *     two bars and nothing would ever be refilled
 * @param speed venue seconds per wall second: how fast limits are refilled
 */
public record GatewaySettings(int port, boolean limiting, double speed) {
    public static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    public GatewaySettings {
        if (port < 0 || port > MAX_PORT || !(speed > 0)) {
            throw new IllegalArgumentException("gateway on port " + port + " at speed " + speed + ": the port is 0 to "
                    + MAX_PORT + ", the speed above 0");
        }
    }

    /** Of a clock at a speed. */
    public static GatewaySettings atSpeed(int port, double speed) {
        return new GatewaySettings(port, true, speed);
    }

    /** Of a clock in lock-step, without limits. */
    public static GatewaySettings lockStep(int port) {
        return new GatewaySettings(port, false, 1);
    }
}
