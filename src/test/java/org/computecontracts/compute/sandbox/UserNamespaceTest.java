package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class UserNamespaceTest {
    @RepeatedTest(20)
    void isOwnedByNoUserOfTheHostAndNoneOfAGuest() {
        assertThat(UserNamespace.owner(UUID.randomUUID())).isBetween(1_879_048_192, Integer.MAX_VALUE);
    }

    @Test
    void eachGuestHasAnOwnerOfItsOwn() {
        assertThat(UserNamespace.owner(UUID.fromString("00000000-0000-0000-0000-000000000001")))
                .isNotEqualTo(UserNamespace.owner(UUID.fromString("00000000-0000-0000-0000-000000000002")));
    }
}
