package dev.barkeeper.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IniFileTest {
    @TempDir
    Path folder;

    @Test
    void readsKeysInAnyCaseWithEitherDelimiterAndTheirLines() {
        IniFile file =
                IniFile.parse("x.ini", "\uFEFF# top\r\n[DEFAULT]\r\nDb.Name=bot\n\n; note\n  db.host : h:3306 \n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.section("DEFAULT").values())
                .containsExactly(new IniFile.Entry("db.name", "bot", 3), new IniFile.Entry("db.host", "h:3306", 6));
    }

    @Test
    void keepsCommentSignsInsideValues() {
        IniFile file = IniFile.parse("x.ini", "[DEFAULT]\ndb.password = a#b;c=d:e {|]}\n");

        assertThat(file.section("DEFAULT").get("db.password").value()).isEqualTo("a#b;c=d:e {|]}");
    }

    @Test
    void collectsEveryFaultOfFormWithItsLine() {
        IniFile file = IniFile.parse("config/x.ini", """
                early = 1
                [DEFAULT]
                a = 1
                stray words
                A = 2
                [broken
                = 3
                [DEFAULT]
                b = 4
                """);

        assertThat(file.problems().stream().map(Problem::toString))
                .containsExactly(
                        "config/x.ini:1: key early stands before the first section; put [DEFAULT] above it",
                        "config/x.ini:4: is neither key = value, nor [section], nor a comment starting with # or ;",
                        "config/x.ini:5: key a was set before, in line 3; keep one of them",
                        "config/x.ini:6: '[broken' is no section; allowed: [DEFAULT]",
                        "config/x.ini:7: is neither key = value, nor [section], nor a comment starting with # or ;",
                        "config/x.ini:8: section [DEFAULT] was there before; put its keys together");
    }

    @Test
    void furtherSectionsInheritWhatTheyLeaveOut() {
        IniFile file = IniFile.parse("x.ini", "[DEFAULT]\na=1\nb=2\n[second]\nb=3\n");

        assertThat(file.section("second").values().stream().map(IniFile.Entry::value))
                .containsExactly("1", "3");
        assertThat(file.sectionNames()).isEqualTo(java.util.Set.of("DEFAULT", "second"));
    }

    @Test
    void saysWhichFileIsMissingOrNoText() throws Exception {
        Path binary = folder.resolve("b.ini");
        Files.write(binary, new byte[] {'[', (byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> IniFile.read(folder.resolve("none.ini"), "config/none.ini"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("config/none.ini: no such file");
        assertThatThrownBy(() -> IniFile.read(binary, "b.ini"))
                .hasMessage("b.ini: is not UTF-8 text; save it as UTF-8");
        assertThat(List.of(new Problem("f", 0, "m").toString())).containsExactly("f: m");
    }
}
