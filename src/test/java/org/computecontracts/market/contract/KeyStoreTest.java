package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final AtUri KEY = AtUri.of(ALICE, MarketNsid.SSH_PUBLIC_KEY, "3mlewidctvt2n");
    private static final NewRfp REQUEST =
            new NewRfp(1, "512M", "4G", "10G", null, null, "hello-world", "#cloud-config\n", null);
    private static final TenantId TENANT = TenantId.random();

    private final KeyStore keys = DATABASE.store(KeyStore.class);

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
        keys.turns = DATABASE.store(AdvisoryLockStore.class);
        keys.contracts = DATABASE.store(ContractStore.class);
        keys.contracts.turns = keys.turns;
    }

    @Test
    void aKeyIsOfTheContractThatClaimsItFirst() {
        var one = contract(TENANT);
        var two = contract(TENANT);

        assertThat(keys.claim(one, KEY)).isTrue();
        assertThat(keys.claim(two, KEY)).isFalse();

        assertThat(keys.claim(one, KEY)).as("once more").isTrue();
        assertThat(keys.isOfAnother(one, KEY)).isFalse();
        assertThat(keys.isOfAnother(two, KEY)).isTrue();
        assertThat(keys.contracts.get(TENANT, one.id()).records().key()).contains(KEY);
        assertThat(keys.contracts.get(TENANT, two.id()).records().key()).isEmpty();
    }

    @Test
    void contractsOfAnotherTenantHaveNoPartInIt() {
        var ours = contract(TENANT);
        var theirs = contract(TenantId.random());

        assertThat(keys.claim(theirs, KEY)).isTrue();
        assertThat(keys.claim(ours, KEY)).isTrue();
    }

    private Contract contract(TenantId tenant) {
        var contract = Contract.drafted(UUID.randomUUID(), tenant, ALICE, REQUEST, NOW);
        keys.contracts.add(contract);
        return contract;
    }
}
