package org.computecontracts.ingress;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one class share a front; what one leaves in kept connections is not the next one's. */
abstract class AgainstTheFront {
    private static final int MILLIS_TO_HANG_UP = 20;

    @TempDir
    static Path folder;

    static FrontUnderTest front;

    @BeforeAll
    static void start() {
        front = new FrontUnderTest(folder);
    }

    @AfterAll
    static void stop() {
        front.close();
    }

    @BeforeEach
    void fromNowOn() {
        front.workload.forget();
        front.portal.forget();
    }

    @AfterEach
    void hangUp() {
        front.workload.hangUp();
        front.portal.hangUp();
        Ssh.sleep(MILLIS_TO_HANG_UP);
    }
}
