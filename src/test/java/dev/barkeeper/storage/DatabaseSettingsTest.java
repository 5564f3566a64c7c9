package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    @Test
    void addsToAnH2UrlWhatItLeavesOut() {
        assertThat(DatabaseSettings.ofUrl("jdbc:h2:file:./x;AUTO_SERVER=TRUE").url())
                .isEqualTo(
                        "jdbc:h2:file:./x;AUTO_SERVER=TRUE;MODE=MySQL;DATABASE_TO_LOWER=TRUE;"
                                + "CASE_INSENSITIVE_IDENTIFIERS=TRUE;TIME ZONE=UTC;WRITE_DELAY=0;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0");
        String complete = "jdbc:h2:file:./x;mode=mysql;database_to_lower=true;case_insensitive_identifiers=true;"
                + "time zone=UTC;write_delay=0;query_cache_size=32;trace_level_file=1";
        assertThat(DatabaseSettings.ofUrl(complete).url()).isEqualTo(complete);
    }

    @Test
    void forcesUtcOnAServer() {
        assertThat(DatabaseSettings.ofServer("db.example.org", "barkeeper", "u", "p")
                        .url())
                .startsWith("jdbc:mysql://db.example.org/barkeeper?connectionTimeZone=UTC&")
                .contains("&forceConnectionTimeZoneToSession=true&")
                .doesNotContain("allowPublicKeyRetrieval");
        assertThat(DatabaseSettings.ofUrl("jdbc:mariadb://h/x?connectionTimeZone=UTC")
                        .url())
                .startsWith("jdbc:mysql://h/x?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true");
    }

    @Test
    void fetchesTheServersKeyOnLoopbackOnly() {
        for (String host : new String[] {"localhost", "127.0.0.1:3307", "[::1]:3306"}) {
            assertThat(DatabaseSettings.ofServer(host, "x", "u", "p").url()).contains("allowPublicKeyRetrieval=true");
        }
        assertThat(DatabaseSettings.ofServer("10.0.0.7", "x", "u", "p").url())
                .doesNotContain("allowPublicKeyRetrieval");
        assertThat(DatabaseSettings.ofUrl("jdbc:mysql://u:secret@127.0.0.1/x").url())
                .contains("allowPublicKeyRetrieval");
    }

    @Test
    void neverShowsAPassword() {
        assertThat(DatabaseSettings.ofServer("h", "x", "user", "hush").toString())
                .contains("user")
                .doesNotContain("hush");
        for (String url : new String[] {
            "jdbc:mysql://user:hush@h/x",
            "jdbc:mysql://h/x?user=u&password=hush&a=b",
            "jdbc:h2:mem:x;USER=a;PASSWORD=hush;MODE=MySQL"
        }) {
            DatabaseSettings settings = DatabaseSettings.ofUrl(url);
            assertThat(settings.url()).contains("hush");
            assertThat(settings.toString()).doesNotContain("hush").contains("***");
            assertThat(settings.shownUrl()).doesNotContain("hush");
        }
        assertThatThrownBy(() -> DatabaseSettings.ofUrl("jdbc:oracle:thin:a/b?password=hush"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:h2:")
                .hasMessageContaining("oracle")
                .hasMessageNotContaining("hush");
    }

    @Test
    void needsHostAndName() {
        assertThatThrownBy(() -> DatabaseSettings.ofServer("h", "", "u", "p"))
                .hasMessage("db.host is 'h' and db.name is '': a server needs both");
    }
}
