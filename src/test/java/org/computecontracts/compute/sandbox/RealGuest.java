package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a guest of its own, where root, runc and the image are there. */
abstract class RealGuest {
    @TempDir
    Path folder;

    final UUID id = UUID.randomUUID();
    final Watched watched = new Watched();
    Outside outside;
    Sandbox sandbox;

    @BeforeEach
    void needsASandbox() throws Exception {
        outside = new Outside(folder);
        sandbox = Host.sandbox(folder, outside.forwards());
        var missing = sandbox.unready();
        if (missing.isPresent()) {
            System.err.println("SKIPPED, NO GUEST WAS RUN: " + missing.get());
        }
        assumeThat(missing).isEmpty();
    }

    @AfterEach
    void tearDown() throws Exception {
        sandbox.tearDown(id);
        outside.close();
    }
}
