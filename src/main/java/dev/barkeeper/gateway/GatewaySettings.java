package dev.barkeeper.gateway;

/**
 * How a gateway serves.
 *
 * @param host address to bind, 127.0.0.1 by default
 * @param port 0 for any free one
 * @param limiting whether the venue's request limits hold. By default they do when the venue's clock runs at a speed,
 *     and do not in lock-step, where that clock stands still between two bars and nothing would ever be refilled; when
 *     switched on there, they are refilled by the wall clock
 * @param speed venue seconds per wall second: how fast limits are refilled
 * @param control whether {@code /control} is served
 */
public record GatewaySettings(String host, int port, boolean limiting, double speed, boolean control) {
    public static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    public GatewaySettings {
        if (host.isBlank() || port < 0 || port > MAX_PORT || !(speed > 0)) {
            throw new IllegalArgumentException("gateway on " + host + " port " + port + " at speed " + speed
                    + ": the port is 0 to " + MAX_PORT + ", the speed above 0");
        }
    }

    /** A loopback gateway of a clock at a speed. */
    public static GatewaySettings atSpeed(int port, double speed) {
        return new GatewaySettings(LOOPBACK, port, true, speed, true);
    }

    /** A loopback gateway of a clock in lock-step, without limits. */
    public static GatewaySettings lockStep(int port) {
        return new GatewaySettings(LOOPBACK, port, false, 1, true);
    }

    public GatewaySettings withLimits(boolean limits) {
        return new GatewaySettings(host, port, limits, speed, control);
    }

    public GatewaySettings withControl(boolean served) {
        return new GatewaySettings(host, port, limiting, speed, served);
    }

    /** The same on another address; beyond the loopback {@code /control} is off until it is asked for. */
    public GatewaySettings withHost(String address) {
        return new GatewaySettings(address, port, limiting, speed, control && address.startsWith("127."));
    }
}
