package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units as the script prints them; systemd's own check reads them where it is installed. */
class InstallSystemdTest {
    @TempDir
    private Path folder;

    @Test
    void printsUnitsThatSystemdTakes() throws Exception {
        String[] units = said(List.of("scripts/install-systemd", "--print")).split("# barkeeper\\S*\\.service\n");
        assertThat(units).hasSize(3);
        assertThat(units[1])
                .contains(
                        "Type=notify",
                        "NotifyAccess=all",
                        "WatchdogSec=60",
                        "Restart=on-failure",
                        "scripts/barkeeper\" run --instance %i --background");
        assertThat(units[2]).contains("scripts/barkeeper\" watchdog --background", "Environment=BARKEEPER_UNITS=--");
        verify(units);
    }

    @Test
    void aFolderMayHaveSpacesAndPercentSigns() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("my 5%c bots/scripts"));
        for (String script : List.of("install-systemd", "barkeeper")) {
            Files.copy(Path.of("scripts", script), scripts.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }

        verify(said(List.of(scripts.resolve("install-systemd").toString(), "--print"))
                .split("# barkeeper\\S*\\.service\n"));
    }

    /** An ini keeps its secrets outside; and a user's units end with the last log-in. */
    @Test
    void unitsKnowTheVariablesOfTheIniFilesAndAUsersWhatKeepsThemRunning() throws Exception {
        String units = said(List.of("scripts/install-systemd", "--print", "--user"));

        assertThat(units.lines()
                        .filter(line -> line.startsWith("EnvironmentFile=-") && line.endsWith("/config/environment")))
                .hasSize(2);
        assertThat(units).contains("loginctl enable-linger");
    }

    private void verify(String[] units) throws Exception {
        if (Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
            String bot = unit("barkeeper@0.service", units[1]);
            String dog = unit("barkeeper-watchdog.service", units[2]);
            assertThat(said(List.of("systemd-analyze", "verify", bot, dog))).isEmpty();
        }
    }

    private String unit(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String said(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
