package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.market.protocol.Publications;

/**
 * Takes a party's own word back, as long as nobody was paid for it: a request or an accept that is no longer in its author's
 * repository is acted on by nobody, wherever he read of it.
 */
@ApplicationScoped
public class Retractions {
    @Inject
    Publications publications;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    /** The accept before the request: what is accepted is not open again in between. Safe to repeat. */
    public void ofRequester(Contract contract) {
        takeBack(contract, "accept", "rfp");
    }

    public void ofProvider(Contract contract) {
        takeBack(contract, "bid");
    }

    private void takeBack(Contract contract, String... purposes) {
        Stream.of(purposes)
                .flatMap(purpose -> publications.written(contract.tenant(), purpose + " " + contract.id()).stream())
                .map(RepoRecord::uri)
                .filter(uri -> pds.find(uri).isPresent())
                .forEach(uri -> pds.delete(sessions.of(contract.tenant()), uri));
    }
}
