package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void namesTheRootCauseOfAFailedDeployment() throws IOException {
        var log = logOf("""
                2026-11-22T08:42:42.662 SEVERE core Exception while invoking class EjbApplication start method
                jakarta.ejb.EJBException: jakarta.ejb.CreateException
                Caused by: jakarta.ejb.CreateException: Initialization failed for Singleton Migrations
                \tat com.sun.ejb.containers.AbstractSingletonContainer
                Caused by: org.postgresql.util.PSQLException: ERROR: syntax error at or near "tabel"
                2026-11-22T08:42:42.674 SEVERE core Exception while loading the app
                """);

        assertThat(log.failure())
                .contains("org.postgresql.util.PSQLException: ERROR: syntax error at or near \"tabel\"");
    }

    @Test
    void fallsBackToTheHeadline() throws IOException {
        var log = logOf("SEVERE core Exception while deploying the app [portal] : no such file");

        assertThat(log.failure()).contains("SEVERE core Exception while deploying the app [portal] : no such file");
    }

    @Test
    void seesNoFailureInExceptionsOfARunningPortal() throws IOException {
        var log = logOf("WARNING Failed: /api/rfps\nCaused by: java.io.IOException: broken pipe\n");

        assertThat(log.failure()).isEmpty();
    }

    @Test
    void knowsWhenTheServerHasComeUp() throws IOException {
        assertThat(logOf("2026 INFO web Loading application [portal] at [/]").isComplete())
                .isFalse();
        assertThat(logOf("2026 INFO PayaraMicro Payara Micro 6.2025.10 (build 42) ready in 61,210 (ms)")
                        .isComplete())
                .isTrue();
    }

    private ServerLog logOf(String text) throws IOException {
        return new ServerLog(Files.writeString(folder.resolve("portal.log"), text));
    }
}
