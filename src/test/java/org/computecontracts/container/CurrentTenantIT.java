package org.computecontracts.container;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunAsClient
class CurrentTenantIT extends InContainer {
    @ArquillianResource
    URI portal;

    private Visitor visitor;

    @BeforeEach
    void visit() {
        visitor = Visitor.of(portal);
    }

    @Test
    void nobodyIsLeftForTheNextRequestOfAThread() {
        var served = IntStream.range(0, 100)
                .mapToObj(
                        i -> visitor.get("/probe/tenants/" + UUID.randomUUID()).json())
                .toList();

        assertThat(served).noneMatch(answer -> answer.at("/alreadySignedIn").asBoolean());
        assertThat(served.stream()
                        .collect(groupingBy(answer -> answer.at("/thread").asText(), counting()))
                        .values())
                .as("requests of a thread")
                .anyMatch(requests -> requests > 1);
    }

    @Test
    void twoRequestsAtOnceAreOfTwo() {
        var alice = UUID.randomUUID();
        var bob = UUID.randomUUID();

        var answers = new ArrayList<CompletableFuture<String>>();
        for (var tenant : new UUID[] {alice, bob}) {
            answers.add(CompletableFuture.supplyAsync(() -> visitor.get("/probe/meetings/" + tenant)
                    .json()
                    .at("/tenant")
                    .asText()));
        }

        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(alice.toString(), bob.toString());
    }

    @Test
    void whatIsHandedToAnotherThreadIsNobodys() {
        var answer = visitor.get("/probe/tasks/" + UUID.randomUUID());

        assertThat(answer.text()).isEqualTo("false");
    }
}
