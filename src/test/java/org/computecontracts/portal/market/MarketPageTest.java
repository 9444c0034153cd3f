package org.computecontracts.portal.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.listing.Listing;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.portal.Show;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarketPageTest {
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");

    private final MarketPage page = new MarketPage();

    @BeforeEach
    void shown() {
        page.show = new Show();
    }

    @Test
    void spellsOutTheMachine() {
        var listing = listing(2, "512M", "4G", "10G");

        assertThat(page.machine(listing)).isEqualTo("2 cpu · 512 MiB");
        assertThat(page.carrying(listing)).isEqualTo("4 GiB disk · 10 GiB network");
    }

    @Test
    void saysWhatAStrangerLeftOut() {
        var listing = listing(0, "", "", "");

        assertThat(page.machine(listing)).isEqualTo("? cpu · any memory");
        assertThat(page.carrying(listing)).isEqualTo("any disk · any network");
    }

    private static Listing listing(int cpus, String mem, String disk, String network) {
        return new Listing(
                new StrongRef(
                        new AtUri("at://" + ALICE.value() + "/com.example.record/1"),
                        new Cid("bafyreib2rxk3rybloqtqwwk5zvtepjlfvgkk2drxbkrmf2ftnjrc2ekqyy")),
                ALICE,
                "alice.test",
                Dialect.G2,
                ListingState.OPEN,
                "",
                "",
                "role",
                cpus,
                mem,
                disk,
                network,
                "",
                "",
                Instant.EPOCH);
    }
}
