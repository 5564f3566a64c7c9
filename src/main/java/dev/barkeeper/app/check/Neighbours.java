package dev.barkeeper.app.check;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.ConfigurationException;
import dev.barkeeper.app.config.InstancePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The other instances of a folder. Stateless. */
final class Neighbours {
    private Neighbours() {}

    /**
     * What their ini files say; one that is wrong is left out, since its own check tells what is wrong with it.
     *
     * @throws IOException when the folder cannot be listed
     */
    static List<BotSettings> of(InstancePaths paths, Map<String, String> environment) throws IOException {
        List<BotSettings> neighbours = new ArrayList<>();
        for (int other : InstancePaths.instancesIn(paths.root().resolve(paths.configDir()))) {
            if (other != paths.instance()) {
                try {
                    neighbours.add(
                            BotSettings.load(new InstancePaths(paths.root(), paths.configDir(), other), environment));
                } catch (ConfigurationException e) {
                    continue;
                }
            }
        }
        return neighbours;
    }
}
