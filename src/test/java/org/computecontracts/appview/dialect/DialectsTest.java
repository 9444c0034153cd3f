package org.computecontracts.appview.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.computecontracts.appview.dialect.Statement.Acceptance;
import org.computecontracts.appview.dialect.Statement.Bid;
import org.computecontracts.appview.dialect.Statement.Event;
import org.computecontracts.appview.dialect.Statement.Happening;
import org.computecontracts.appview.dialect.Statement.Machine;
import org.computecontracts.appview.dialect.Statement.Payment;
import org.computecontracts.appview.dialect.Statement.PaymentReceipt;
import org.computecontracts.appview.dialect.Statement.Price;
import org.computecontracts.appview.dialect.Statement.Receipt;
import org.computecontracts.appview.dialect.Statement.Request;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;

class DialectsTest {
    private static final String REPO = "at://did:plc:5svqtrhheairglgiiyvutzik/";
    private static final String FIRST_REQUEST = REPO + "com.publicdomainrelay.ccrfp/3mlabxf5xxg2t";
    private static final String FIRST_CID = "bafyreiblivinfkc2hqhoe367b5ggdlieyviyun652g7qxn2p2rl4orfpsq";
    private static final String FIRST_BID = REPO + "com.publicdomainrelay.ccb/3mlf7ttrffk23";
    private static final String BID_CID = "bafyreicwemur3nasntbaxc3elkrwplpvonhgklakjtlreube3cxkzscu2m";
    private static final String MARKET = "com.publicdomainrelay.temp.market.";

    @Test
    void readsAFirstRequestWithTheMachineInIt() {
        var request = (Request) first("ccrfp", """
                {"$type": "com.publicdomainrelay.ccrfp", "cpus": 2, "mem": "1G", "disk": "20G", "network": "500G",
                 "location": {"country": "USA", "region": "west"}, "role": "page", "user_data": "#cloud-config"}""");

        assertThat(request.source().dialect()).isEqualTo(Dialect.G0);
        assertThat(request.machine().orElseThrow())
                .extracting(Machine::cpus, Machine::mem, Machine::region, Machine::role)
                .containsExactly(2, "1G", "west", "page");
        assertThat(request.source().lacks()).singleElement().asString().contains("never acted on");
    }

    @Test
    void readsAFirstBidThroughItsWrapperAndItsOwnPrice() {
        var bid = (Bid) first("ccb", """
                {"$type": "com.publicdomainrelay.ccb", %s,
                 "bid": {"cost": 4, "currency": "USDC", "frequency": "monthly", "prepay": true,
                         "x402": {"base_url": "https://bob.example.com/ccr/{at}/{cid}"}},
                 "wif": {"issuer_uri": "https://bob.example.com"}}""".formatted(wrapped("embed", "ccrfp")));

        assertThat(bid.subject().orElseThrow().uri().value()).isEqualTo(FIRST_REQUEST);
        assertThat(bid.price().orElseThrow())
                .extracting(price -> price.cost().orElseThrow(), Price::frequency, Price::prepay, Price::url)
                .containsExactly(new BigDecimal(4), "monthly", true, "https://bob.example.com/ccr/{at}/{cid}");
    }

    @Test
    void readsAFirstAcceptanceItsPaymentAndItsReceipt() {
        var payment =
                "\"payment\": {" + wrapped("embed", "ccbap", REPO + "com.publicdomainrelay.ccbap/3mlf", BID_CID) + "}";
        var acceptance = (Acceptance) first(
                "ccba",
                "{\"$type\": \"com.publicdomainrelay.ccba\", %s, %s, %s}"
                        .formatted(wrapped("embed", "ccrfp"), wrapped("bid", "ccb"), payment));
        var paid = (Payment) first(
                "ccbap",
                "{\"$type\": \"com.publicdomainrelay.ccbap\", %s, \"txid\": \"0xabc\"}"
                        .formatted(wrapped("embed", "ccb", FIRST_BID, BID_CID)));
        var receipt = (Receipt) first(
                "ccr",
                "{\"$type\": \"com.publicdomainrelay.ccr\", %s, %s, \"compute\": {\"ipv4\": \"192.0.2.7\"}}"
                        .formatted(wrapped("rfp", "ccrfp"), wrapped("bid", "ccb", FIRST_BID, BID_CID)));

        assertThat(acceptance.request().orElseThrow().cid().value()).isEqualTo(FIRST_CID);
        assertThat(acceptance.payment().orElseThrow().uri().rkey()).isEqualTo("3mlf");
        assertThat(paid.transaction()).isEqualTo("0xabc");
        assertThat(receipt.subject()).isEqualTo(paid.bid());
        assertThat(receipt.address()).isEqualTo("192.0.2.7");
    }

    @Test
    void readsTheFirstEnvelopes() {
        var rfp = REPO + "com.publicdomainrelay.rfp/3mla";
        var accept = (Acceptance) first(
                "bid.accept",
                "{\"$type\": \"com.publicdomainrelay.bid.accept\", %s, %s}"
                        .formatted(
                                wrapped("rfp", "rfp", rfp, FIRST_CID),
                                wrapped("bid", "bid", REPO + "com.publicdomainrelay.bid/3mlb", BID_CID)));
        var receipt = (Receipt) first(
                "receipt",
                "{\"$type\": \"com.publicdomainrelay.receipt\", %s}"
                        .formatted(wrapped(
                                "bid.accept",
                                "bid.accept",
                                accept.record().uri().value(),
                                BID_CID)));

        assertThat(accept.source().dialect()).isEqualTo(Dialect.G05);
        assertThat(receipt.acceptance().orElseThrow().uri())
                .isEqualTo(accept.record().uri());
        assertThat(receipt.source().lacks()).contains("It has no rfp.", "It has no bid.");
    }

    @Test
    void takesWhatIsUnsignedAndNamesNoEndpointForTheDialectBeforeSignatures() {
        var bid = (Bid) read(
                MARKET + "bid",
                "{\"$type\": \"%sbid\", %s, %s, %s}"
                        .formatted(
                                MARKET,
                                ref("rfp", REPO + MARKET + "rfp/3mla", FIRST_CID),
                                ref("payload", REPO + MARKET + "bids.x402/3mlb", BID_CID),
                                ref(
                                        "config",
                                        REPO + "com.publicdomainrelay.temp.compute.config.wif.simple/3mlc",
                                        BID_CID)));

        assertThat(bid.source().dialect()).isEqualTo(Dialect.G1);
        assertThat(bid.source().isWhole()).isFalse();
        assertThat(bid.config()).isPresent();
    }

    @Test
    void takesSeveralPoliciesOrAPolicyOfAnotherNetworkForTheLatestDialect() {
        var payload = ref("payload", REPO + "com.publicdomainrelay.temp.compute.vm/3mla", FIRST_CID);
        var policy = "{\"uri\": \"%scomputer.socialweb.temp.policy.gha-lite/3mlp\", \"cid\": \"%s\"}"
                .formatted(REPO, BID_CID);
        var several = (Request) read(
                MARKET + "rfp",
                "{\"$type\": \"%srfp\", %s, \"policies\": [%s, %s], \"signatures\": []}"
                        .formatted(MARKET, payload, policy, policy));
        var one = (Request) read(
                MARKET + "rfp",
                "{\"$type\": \"%srfp\", %s, \"policy\": %s, \"signatures\": []}".formatted(MARKET, payload, policy));

        assertThat(several.source().dialect()).isEqualTo(Dialect.G3);
        assertThat(one.source().dialect()).isEqualTo(Dialect.G3);
        assertThat(one.source().lacks()).contains("Its policy refers to nothing that can be looked up.");
    }

    @Test
    void readsTheWholePublishedChain() throws IOException {
        var chain = chain();
        var vm = (Machine) read(chain, "vm");
        var rfp = (Request) read(chain, "rfp");
        var price = (Price) read(chain, "bidsX402");
        var bid = (Bid) read(chain, "bid");
        var payment = (Payment) read(chain, "acceptsX402");
        var paid = (PaymentReceipt) read(chain, "receiptsX402");
        var accept = (Acceptance) read(chain, "accept");
        var receipt = (Receipt) read(chain, "receipt");

        assertThat(rfp.payload()).contains(vm.record().ref());
        assertThat(bid.request()).contains(rfp.record().ref());
        assertThat(bid.payload()).contains(price.record().ref());
        assertThat(payment.bid()).contains(bid.record().ref());
        assertThat(paid.payment()).contains(payment.record().ref());
        assertThat(accept.payment()).contains(paid.record().ref());
        assertThat(receipt.acceptance()).contains(accept.record().ref());
        assertThat(price.cost()).contains(BigDecimal.ONE);
        assertThat(List.of(vm, rfp, price, bid, payment, paid, accept, receipt))
                .allMatch(statement -> statement.source().isWhole());
    }

    @Test
    void readsEventsOfKindsNobodyHasHeardOf() {
        var event = (Event) read(
                MARKET + "event",
                "{\"$type\": \"%sevent\", %s, %s}"
                        .formatted(
                                MARKET,
                                ref("receipt", REPO + MARKET + "receipt/3mla", FIRST_CID),
                                ref(
                                        "payload",
                                        REPO + "com.publicdomainrelay.temp.compute.events.vm.moved/3mlb",
                                        BID_CID)));
        var happening = (Happening) read("com.publicdomainrelay.temp.compute.events.vm.moved", """
                {"$type": "com.publicdomainrelay.temp.compute.events.vm.moved", "reason": "more room"}""");

        assertThat(event.source().isWhole()).isTrue();
        assertThat(happening.what() + ": " + happening.detail()).isEqualTo("moved: more room");
    }

    @Test
    void keepsUnknownFieldsAndNullsAndReadsWhatIsThere() {
        var json = """
                {"$type": "com.publicdomainrelay.temp.market.receipt", %s, "bid": null, "payload": null, "moon": {"phase": null}}""".formatted(ref("rfp", REPO + MARKET + "rfp/3mla", FIRST_CID));
        var receipt = (Receipt) read(MARKET + "receipt", json);

        assertThat(receipt.request()).isPresent();
        assertThat(receipt.source().lacks()).contains("It has no bid.", "It has no accept.");
        assertThat(receipt.record().json()).isEqualTo(Json.read(json));
    }

    @Test
    void neverFailsWhateverIsInARecord() {
        for (var nonsense :
                new String[] {"7", "null", "[]", "{}", "\"at://x\"", "{\"record\": 1}", "{\"uri\": 1, \"cid\": {}}"}) {
            var json = Json.object();
            for (var field : new String[] {
                "embed", "bid", "payment", "rfp", "payload", "config", "policy", "policies", "accept", "bid.accept",
                "receipt", "location", "cpus", "mem", "cost", "cid", "role", "wif", "compute", "signatures"
            }) {
                json.set(field, Json.read(nonsense));
            }
            for (var collection : new String[] {
                "ccrfp",
                "ccb",
                "ccba",
                "ccbap",
                "ccr",
                "rfp",
                "bid",
                "bid.accept",
                "receipt",
                "temp.compute.vm",
                "temp.market.rfp",
                "temp.market.bids.x402",
                "temp.market.bids.free",
                "temp.market.bid",
                "temp.market.accepts.x402",
                "temp.market.receipts.free",
                "temp.market.accept",
                "temp.market.receipt",
                "temp.market.event",
                "temp.compute.events.vm.delete"
            }) {
                assertThat(Dialects.read(record("com.publicdomainrelay." + collection, json)))
                        .isPresent();
            }
        }
    }

    @Test
    void hasNoReadingForRecordsWithNoPlaceInADeal() {
        assertThat(Dialects.read(record("app.bsky.feed.post", Json.object()))).isEmpty();
    }

    private static Statement first(String name, String json) {
        return read("com.publicdomainrelay." + name, json);
    }

    private static Statement read(String collection, String json) {
        return Dialects.read(record(collection, (ObjectNode) Json.read(json))).orElseThrow();
    }

    private static RepoRecord record(String collection, ObjectNode json) {
        return new RepoRecord(new AtUri(REPO + collection + "/3mlf7ttrffk23"), new Cid(BID_CID), json);
    }

    private static String wrapped(String field, String type) {
        return wrapped(field, type, FIRST_REQUEST, FIRST_CID);
    }

    private static String wrapped(String field, String type, String uri, String cid) {
        return "\"%s\": {\"$type\": \"com.publicdomainrelay.%s\", \"record\": {\"uri\": \"%s\", \"cid\": \"%s\"}}"
                .formatted(field, type, uri, cid);
    }

    private static String ref(String field, String uri, String cid) {
        return "\"%s\": {\"$type\": \"com.atproto.repo.strongRef\", \"uri\": \"%s\", \"cid\": \"%s\"}"
                .formatted(field, uri, cid);
    }

    private static ObjectNode chain() throws IOException {
        try (var in = DialectsTest.class.getResourceAsStream("/vectors/market-chain.json")) {
            return (ObjectNode)
                    Json.readObject(Objects.requireNonNull(in).readAllBytes()).path("chain");
        }
    }

    private static Statement read(ObjectNode chain, String part) {
        var vector = chain.path(part);
        var json = (ObjectNode) vector.path("value");
        // The vectors' DIDs are not of did:plc's length; what is read does not depend on it
        return Dialects.read(new RepoRecord(
                        new AtUri(vector.path("uri").asText()),
                        new Cid(vector.path("cid").asText()),
                        json))
                .orElseThrow();
    }
}
