package dev.barkeeper.app.watch;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.util.Map;

/** Stops one thread of a living process by the debugger's door, and leaves it stopped. */
final class FrozenThread {
    private FrozenThread() {}

    /** What the process must be started with. */
    static String option(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port;
    }

    /** The debugger stays attached: to leave would set the thread going again. */
    static VirtualMachine freeze(int port, String thread) throws Exception {
        AttachingConnector door = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> where = door.defaultArguments();
        where.get("hostname").setValue("127.0.0.1");
        where.get("port").setValue(String.valueOf(port));
        VirtualMachine machine = door.attach(where);
        machine.allThreads().stream()
                .filter(one -> one.name().equals(thread))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no thread " + thread))
                .suspend();
        return machine;
    }
}
