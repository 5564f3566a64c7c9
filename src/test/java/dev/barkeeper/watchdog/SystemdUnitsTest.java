package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of {@code systemctl} that writes down what it is asked. */
class SystemdUnitsTest {
    @TempDir
    private Path folder;

    @Test
    void asksForTheUnitAndNamesNoProcessOfItsOwn() throws Exception {
        Path asked = folder.resolve("asked");
        Path program = Files.writeString(folder.resolve("systemctl"), "#!/bin/sh\necho \"$*\" >'" + asked + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(new SystemdUnits("--user", program.toString()).start(3)).isEmpty();

        Awaitility.await().until(() -> Files.exists(asked) && Files.size(asked) > 0);
        assertThat(asked).hasContent("--user --no-block --no-ask-password start barkeeper@3.service");
    }

    @Test
    void isThereInAUnitOnly() {
        assertThat(SystemdUnits.of(Map.of())).isEmpty();
        assertThat(SystemdUnits.of(Map.of(SystemdUnits.VARIABLE, "rubbish"))).isEmpty();
        assertThat(SystemdUnits.of(Map.of(SystemdUnits.VARIABLE, "--system")))
                .contains(new SystemdUnits("--system", "systemctl"));
    }
}
