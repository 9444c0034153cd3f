package org.computecontracts.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.portal.timeline.ToldStep;
import org.junit.jupiter.api.Test;

class ToldContractTest {
    private static final Instant NOW = Instant.parse("2026-05-03T14:02:00Z");
    private static final UUID ID = UUID.randomUUID();
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");
    private static final Did BOB = new Did("did:plc:bob234567abcdefghijklmno");

    @Test
    void givesKindFactsAndWordsOfEachStepBesideAllOfTheContract() {
        var step = new ToldStep(
                StepKind.BID_ALLOWED,
                6,
                NOW,
                ALICE,
                Optional.empty(),
                Map.of(Fact.ACCOUNT, BOB.value()),
                List.of(Check.RECORD),
                "bob.test allowed",
                "vouched for",
                "record");

        var json = Json.read(Json.write(ToldContract.of(contract(), List.of(step))));

        assertThat(withoutSteps(json)).isEqualTo(withoutSteps(Json.read(Json.write(contract()))));
        assertThat(json.path("steps")).singleElement().isEqualTo(Json.read("""
                        {"kind": "BID_ALLOWED", "number": 6, "at": "2026-05-03T14:02:00Z", "actor": "%s", "record": null,
                         "facts": {"account": "%s"}, "checks": ["RECORD"],
                         "title": "bob.test allowed", "detail": "vouched for", "checked": "record"}
                        """.formatted(ALICE, BOB)));
    }

    private static ObjectNode withoutSteps(JsonNode contract) {
        ObjectNode rest = contract.deepCopy();
        rest.remove("steps");
        return rest;
    }

    private static ContractView contract() {
        return new ContractView(
                ID,
                Side.REQUESTER,
                ContractState.OPEN,
                ALICE,
                "alice.test",
                Optional.empty(),
                Optional.empty(),
                new NewRfp(1, "512M", "4G", "10G", null, null, "role", "#cloud-config\n", null),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                List.of(),
                List.of(new Step(StepKind.BID_ALLOWED, NOW, ALICE, Optional.empty(), Map.of(), List.of())));
    }
}
