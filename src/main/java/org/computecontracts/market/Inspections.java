package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Attestations;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Lexicons;
import org.computecontracts.atproto.Pds;
import org.computecontracts.kernel.KernelProblem;

/** Looks at any record of the network and checks all of it. */
@ApplicationScoped
public class Inspections {
    @Inject
    Pds pds;

    @Inject
    Attestations attestations;

    @Inject
    Identities identities;

    @Inject
    Lexicons lexicons;

    /** INVALID_INPUT when it is no AT-URI. */
    public Inspection of(String text) {
        try {
            return of(new AtUri(text.strip()));
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT
                    .because("Not an AT-URI of a record: %s", text)
                    .causedBy(e);
        }
    }

    public Inspection of(AtUri uri) {
        var record = pds.get(uri);
        return new Inspection(
                uri,
                record.author(),
                identities.handleOf(record.author()),
                record.cid(),
                Cid.ofRecord(record.json()),
                attestations.check(record),
                lexicons.violations(uri.collection(), record.json()),
                record.json());
    }
}
