package org.computecontracts.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.ContractState;
import org.junit.jupiter.api.Test;

class MappingsIT extends InContainer {
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());

    @Inject
    VersionedStore store;

    /** Every column of every entity is there, under the server's own provider with the portal's column rules. */
    @Test
    void everyEntityCanBeRead() {
        var entities = store.entities();

        assertThat(entities).hasSizeGreaterThan(10);
        for (var entity : entities) {
            assertThatCode(() -> store.some(entity)).as(entity.getName()).doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        var written = store.drafted(TENANT);

        var read = store.read(written.id());

        assertThat(read).isNotSameAs(written);
        assertThat(read.tenant()).isEqualTo(TENANT);
        assertThat(read.state()).isEqualTo(ContractState.DRAFT);
        assertThat(read.createdAt()).isEqualTo(written.createdAt());
        assertThat(read.request()).isEqualTo(written.request());
        assertThat(read.parties().side()).isEqualTo(written.parties().side());
        // Embedded, with nothing in any column
        assertThat(read.records().rfp()).isEmpty();
    }

    @Test
    void whatIsReadIsNoLongerOfTheTransaction() {
        var contract = store.drafted(TENANT);

        store.read(contract.id())
                .failed("Changed outside of a transaction", contract.createdAt().plus(Duration.ofDays(1)));

        assertThat(store.read(contract.id()).changedAt()).isEqualTo(contract.createdAt());
    }

    @Test
    void aVersionThatWasOvertakenIsNotCommitted() {
        var contract = store.drafted(TENANT);

        var failure = catchThrowable(() -> store.beOvertaken(contract));

        assertThat(DataRefusal.ofStaleVersion(failure)).as("%s", failure).isPresent();
        assertThat(store.read(contract.id()).failure()).hasValue("Overtaken");
        assertThat(store.read(contract.id()).announcedAt()).isEmpty();
    }

    @Test
    void aVersionThatWasReadEarlierIsNotWritten() {
        var contract = store.drafted(TENANT);
        var read = store.read(contract.id());
        store.write(store.read(contract.id()));

        var failure = catchThrowable(() -> store.write(read));

        assertThat(DataRefusal.ofStaleVersion(failure)).as("%s", failure).isPresent();
    }
}
