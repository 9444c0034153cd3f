package org.computecontracts.portal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.trust.Graph;
import org.computecontracts.trust.Vouch;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");
    private static final Did BOB = new Did("did:plc:bob23456723abcdefghijklm");
    private static final Did CAROL = new Did("did:plc:carol234567abcdefghijklm");

    private final Graph graph = new Graph(
            List.of(
                    new Graph.Node(ALICE, "alice.test", 0, "vouched"),
                    new Graph.Node(BOB, "bob.test", 1, "vouched"),
                    new Graph.Node(CAROL, "carol.test", 2, "unknown")),
            List.of(edge(ALICE, BOB, Vouch.Kind.VOUCH), edge(BOB, CAROL, Vouch.Kind.DENOUNCE)),
            false);

    @Test
    void putsTheTenantInTheMiddleAndEverybodyOnThePaper() {
        var drawing = Drawing.of(graph);

        assertThat(drawing.spots().get(0).x()).isEqualTo(Drawing.WIDTH / 2.0);
        assertThat(drawing.spots()).hasSize(3).allSatisfy(spot -> {
            assertThat(spot.x()).isBetween(0.0, (double) Drawing.WIDTH);
            assertThat(spot.y()).isBetween(0.0, (double) Drawing.HEIGHT);
        });
    }

    @Test
    void saysInWordsWhatALineMeans() {
        assertThat(Drawing.of(graph).lines())
                .extracting(Drawing.Line::says)
                .containsExactly("alice.test vouches for bob.test: why", "bob.test denounces carol.test: why");
    }

    @Test
    void saysItsVerdictWithASign() {
        assertThat(Drawing.of(graph).spots()).extracting(Drawing.Spot::sign).containsExactly("", "✓", "?");
    }

    private static Graph.Edge edge(Did from, Did to, Vouch.Kind kind) {
        return new Graph.Edge(from, to, kind, "why", Instant.EPOCH);
    }
}
