package org.computecontracts.network.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;

class RepoListingTest {
    @Test
    void whatIsMalformedIsLeftOut() {
        var listing = RepoListing.of(Json.read("""
                {"cursor": "2", "repos": [{"did": "nobody"}, 7, null, {"did": "did:plc:a", "rev": "x"},
                 {"did": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"}]}"""));

        assertThat(listing.repos())
                .extracting(RepoListing.Listed::did)
                .containsExactly(new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"));
    }

    /** Who takes it for the last one thinks that what comes after is gone. */
    @Test
    void aPageOfWhichNothingCanBeReadIsNotTheLast() {
        assertThat(RepoListing.of(Json.read("{\"cursor\": \"2\", \"repos\": [{\"did\": \"nobody\"}]}"))
                        .next())
                .contains("2");
        assertThat(RepoListing.of(Json.read("{\"cursor\": \"2\", \"repos\": []}"))
                        .next())
                .isEmpty();
    }
}
