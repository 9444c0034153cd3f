package org.computecontracts.portal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.contract.Bid;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.portal.Show;
import org.computecontracts.trust.Vouch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractWordsTest {
    private static final Instant NOW = Instant.parse("2026-05-03T14:02:00Z");
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");
    private static final Did BOB = new Did("did:plc:bob234567abcdefghijklmno");
    private static final StrongRef RECORD = new StrongRef(
            new AtUri("at://" + BOB.value() + "/com.example.record/1"),
            new Cid("bafyreib2rxk3rybloqtqwwk5zvtepjlfvgkk2drxbkrmf2ftnjrc2ekqyy"));

    private final ContractWords words = new ContractWords();

    @BeforeEach
    void bobHasAName() {
        words.show = new Show() {
            @Override
            public String handle(Did did) {
                return did.equals(BOB) ? "bob.test" : did.value();
            }
        };
    }

    @Test
    void namesThePlaceWhereOneIsAskedFor() {
        assertThat(words.machine(asked(null, null))).isEqualTo("2 cpu · 512 MiB · 4 GiB");
        assertThat(words.machine(asked("de", null))).isEqualTo("2 cpu · 512 MiB · 4 GiB · de");
        assertThat(words.machine(asked("de", "by"))).isEqualTo("2 cpu · 512 MiB · 4 GiB · de by");
    }

    @Test
    void namesTheOtherSideOrHowManyWouldBeIt() {
        assertThat(words.counterpart(line(Side.PROVIDER, null, 0))).isEqualTo("alice.test");
        assertThat(words.counterpart(line(Side.REQUESTER, "bob.test", 2))).isEqualTo("bob.test");
        assertThat(words.counterpart(line(Side.REQUESTER, null, 0))).isEqualTo("no bid yet");
        assertThat(words.counterpart(line(Side.REQUESTER, null, 1))).isEqualTo("1 bid");
        assertThat(words.counterpart(line(Side.REQUESTER, null, 2))).isEqualTo("2 bids");
    }

    @Test
    void waitsForBidsOnlyWhileTheyMayCome() {
        assertThat(words.noBids(contract(Side.REQUESTER, ContractState.OPEN, false)))
                .startsWith("None yet.");
        assertThat(words.noBids(contract(Side.REQUESTER, ContractState.ENDED, false)))
                .isEqualTo("None.");
    }

    @Test
    void saysWhyNothingIsPaid() {
        assertThat(words.nothingPaid(contract(Side.REQUESTER, ContractState.OPEN, false)))
                .contains("when you accept");
        assertThat(words.nothingPaid(contract(Side.PROVIDER, ContractState.BID, false)))
                .isEqualTo("Nothing yet.");
        assertThat(words.nothingPaid(contract(Side.PROVIDER, ContractState.RUNNING, false, bid("1.00", true))))
                .isEqualTo("Nothing yet.");
        assertThat(words.nothingPaid(
                        contract(Side.REQUESTER, ContractState.RUNNING, false, bid("1.00", false), bid("0", true))))
                .isEqualTo("Nothing: the bid is free of charge.");
    }

    @Test
    void tellsEachSideWhatItLoses() {
        assertThat(words.loss(contract(Side.REQUESTER, ContractState.RUNNING, true)))
                .startsWith("The machine is torn down")
                .contains("not paid back");
        assertThat(words.loss(contract(Side.PROVIDER, ContractState.RUNNING, true)))
                .startsWith("The machine is torn down")
                .contains("You owe back");
        assertThat(words.loss(contract(Side.REQUESTER, ContractState.ACCEPTED, false)))
                .startsWith("No machine is there yet.")
                .contains("The request is taken back");
        assertThat(words.loss(contract(Side.PROVIDER, ContractState.BID, false)))
                .contains("Your bid is taken back");
    }

    @Test
    void repeatsAJudgementWithItsReason() {
        assertThat(words.judgement(vouch(Vouch.Kind.VOUCH, ""))).isEqualTo("You vouch for bob.test");
        assertThat(words.judgement(vouch(Vouch.Kind.DENOUNCE, "resells access")))
                .isEqualTo("You denounced bob.test: “resells access”");
    }

    @Test
    void callsTheReaderYou() {
        assertThat(words.actor(BOB, BOB)).isEqualTo("you");
        assertThat(words.actor(BOB, ALICE)).isEqualTo("bob.test");
    }

    private static Vouch vouch(Vouch.Kind kind, String reason) {
        return new Vouch(ALICE, BOB, kind, reason, NOW, RECORD);
    }

    private static Bid bid(String cost, boolean accepted) {
        return new Bid(
                RECORD,
                BOB,
                "bob.test",
                RECORD,
                Optional.empty(),
                new BigDecimal(cost),
                "USDC",
                "month",
                true,
                true,
                "",
                "",
                accepted,
                NOW);
    }

    private static ContractView contract(Side side, ContractState state, boolean receipt, Bid... bids) {
        return contract(side, state, receipt, null, null, bids);
    }

    private static ContractView asked(@Nullable String country, @Nullable String region) {
        return contract(Side.REQUESTER, ContractState.OPEN, false, country, region);
    }

    private static ContractView contract(
            Side side,
            ContractState state,
            boolean receipt,
            @Nullable String country,
            @Nullable String region,
            Bid... bids) {
        return new ContractView(
                UUID.randomUUID(),
                side,
                state,
                ALICE,
                "alice.test",
                Optional.empty(),
                Optional.empty(),
                new NewRfp(2, "512M", "4G", "10G", country, region, "role", "#cloud-config\n", null),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                receipt ? Optional.of(RECORD) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                List.of(bids),
                List.of());
    }

    private static ContractLine line(Side side, @Nullable String provider, long bids) {
        return new ContractLine(
                UUID.randomUUID(),
                side,
                ContractState.OPEN,
                ALICE,
                "alice.test",
                Optional.empty(),
                Optional.ofNullable(provider),
                "role",
                2,
                "512M",
                "4G",
                Optional.empty(),
                Optional.empty(),
                bids,
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW);
    }
}
