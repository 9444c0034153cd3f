package org.computecontracts.ingress.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code ./portal fuzz front}. */
class FuzzFrontTest {
    private static final int EXCHANGES = 3000;
    private static final long SEED = 9;

    @Test
    void nothingOfOneVisitorReachesAnother(@TempDir Path folder) throws Exception {
        var report = FuzzRun.of(FuzzPlan.of(EXCHANGES, SEED), folder);

        assertThat(report.failures())
                .as("seed " + SEED + ", " + report.figures())
                .isEmpty();
        assertThat(report.begun()).isEqualTo(EXCHANGES);
    }
}
