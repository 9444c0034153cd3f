package org.computecontracts.payment.seller;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.chain.Offer;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.TokenDomain;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChargeStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final Address TOKEN = address('a');
    private static final StrongRef ACCEPT = new StrongRef(
            new AtUri("at://did:plc:ragtjsm2j2vknwkz3zp4oxrd/com.publicdomainrelay.accept/1"), Cid.ofRaw(new byte[1]));

    private final ChargeStore charges = DATABASE.store(ChargeStore.class);
    private final TenantId bob = TenantId.random();

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @Test
    void anAuthorizationIsBoundOnce() {
        var offer = offer(Optional.of(ACCEPT), 1);

        assertThat(charges.reserve(offer, NOW)).isTrue();
        assertThat(charges.reserve(offer, NOW)).isFalse();

        var charge = charges.get(bob, offer.id());
        assertThat(charge.state()).isEqualTo(ChargeState.RESERVED);
        assertThat(charges.live(bob, ACCEPT)).isPresent();
        assertThat(charges.with(bob, "eip155:1", TOKEN, offer.authorization())).isPresent();
    }

    @Test
    void oneWithoutAnAcceptIsKeptToo() {
        charges.reserve(offer(Optional.empty(), 1), NOW);

        assertThat(charges.underWay("eip155:1")).hasSize(1);
        assertThat(charges.received(bob)).isEmpty();
    }

    @Test
    void whatIsSettledIsEarned() {
        charges.reserve(offer(Optional.of(ACCEPT), 1), NOW);
        assertThat(charges.earned(bob)).isEmpty();

        DATABASE.inTransaction(em -> Sql.of(
                        em,
                        "update payment_charge set settled_at = :now, settlement_tx = :tx,"
                                + " block_number = 1, block_hash = :tx, log_index = 0, state = 'FINAL'")
                .with("now", NOW)
                .with("tx", Word.of(BigInteger.ONE))
                .update());

        assertThat(charges.earned(bob))
                .containsExactly(new Sum("eip155:1", TOKEN.checksummed(), BigInteger.valueOf(250), 1));
    }

    private Offer offer(Optional<StrongRef> accept, long nonce) {
        return new Offer(
                UUID.randomUUID(),
                bob,
                accept,
                "https://bob.example/order",
                2,
                "eip155:1",
                new TokenDomain("USDC", "2", 1, TOKEN),
                new Authorization(
                        address('b'),
                        address('c'),
                        BigInteger.valueOf(250),
                        BigInteger.ZERO,
                        BigInteger.valueOf(NOW.plusSeconds(60).getEpochSecond()),
                        Word.of(BigInteger.valueOf(nonce))),
                new byte[] {1},
                7);
    }

    private static Address address(char digit) {
        return new Address("0x" + String.valueOf(digit).repeat(40));
    }
}
