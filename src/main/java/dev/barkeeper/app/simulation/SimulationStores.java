package dev.barkeeper.app.simulation;

import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.simulation.Simulation;

/** Where simulated bots keep their rows: fresh memory for each run, or one embedded database for all. */
abstract sealed class SimulationStores implements AutoCloseable permits SimulationStores.Memory {
    static SimulationStores of(String name) {
        if (name.equals("memory")) {
            return new Memory();
        }
        throw CommandFailure.badArguments("--store " + name + " is neither memory nor h2");
    }

    abstract Simulation.Result run(Simulation.Setup setup);

    @Override
    public void close() {}

    /** Plain memory. */
    static final class Memory extends SimulationStores {
        @Override
        Simulation.Result run(Simulation.Setup setup) {
            return Simulation.run(setup);
        }
    }
}
