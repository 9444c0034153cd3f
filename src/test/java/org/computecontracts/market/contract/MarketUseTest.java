package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.market.protocol.MarketNsid;
import org.junit.jupiter.api.Test;

class MarketUseTest {
    /** A name that is missing here is a record that an account signed in by OAuth cannot write. */
    @Test
    void asksForEveryRecordAndMethodOfTheMarket() {
        var asked = new HashSet<>(new MarketUse().collections());
        asked.addAll(new MarketUse().methods());

        var named = Arrays.stream(MarketNsid.class.getFields())
                .filter(field -> field.getType().equals(Nsid.class))
                .map(field -> {
                    try {
                        return (Nsid) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(named.filter(name -> !name.equals(MarketNsid.RELAYS))) // only read
                .isNotEmpty()
                .allMatch(asked::contains);
    }
}
