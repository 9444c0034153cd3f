package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.computecontracts.compute.Backend.Standing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a guest that is not there: its own doing, or its host's. */
class ContainerTest {
    @TempDir
    Path folder;

    private Place place;
    private Container container;

    @BeforeEach
    void nothingRuns() throws Exception {
        place = new Place(UUID.randomUUID(), folder.resolve("run"), folder.resolve("kept"));
        Files.createDirectories(place.kept());
        container = new Container(place, folder.resolve("runc"));
    }

    @Test
    void aGuestThatWasStartedSinceTheHostWasHasEnded() throws Exception {
        assertThat(container.standing()).isEqualTo(Standing.NONE);

        Files.writeString(place.started(), Boot.id());

        assertThat(container.standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void aGuestOfAnEarlierStartOfTheHostIsLostWithIt() throws Exception {
        var now = Boot.id();
        Files.writeString(place.started(), "x" + now);
        assertThat(container.standing()).isEqualTo(Standing.LOST);

        Files.writeString(place.started(), now + "1");
        assertThat(container.standing())
                .as("the same kernel, another first process")
                .isEqualTo(Standing.LOST);
    }
}
