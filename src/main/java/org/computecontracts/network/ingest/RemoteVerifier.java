package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoEvent;
import org.computecontracts.atproto.repo.RepoEvent.AccountChanged;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.IdentityChanged;
import org.computecontracts.atproto.repo.RepoEvent.SyncMade;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.HostClaim;
import org.jspecify.annotations.Nullable;

/** Finds out what is true of an event by asking: for the account's DID document, or its own server. That takes a while. */
@ApplicationScoped
public class RemoteVerifier {
    private static final Nsid STATUS = new Nsid("com.atproto.sync.getRepoStatus");

    @Inject
    Prover prover;

    @Inject
    Identities identities;

    @Inject
    Xrpc xrpc;

    /** Never throws for what the event says, or those who are asked. */
    Proven ask(RepoEvent.Numbered event, HostClaim teller, RepoHead head) {
        return Prover.unlessRefused(
                teller,
                head,
                () -> switch (event) {
                    case CommitMade commit -> signed(commit, head);
                    case SyncMade sync -> signed(sync, head);
                    case IdentityChanged identity -> new Proven.Renamed(head.did(), identities.newest(head.did()));
                    case AccountChanged account -> stands(account, teller, head);
                },
                Function.identity());
    }

    /** With the key that the document names; with the one it names at this moment when that does not fit. */
    private Proven signed(RepoEvent.Numbered event, RepoHead head) {
        var isNew = prover.knownKey(head).isEmpty();
        var document = isNew ? identities.resolve(head.did()) : identities.fresh(head.did());
        try {
            return prover.signed(event, document.signingKey(), document);
        } catch (ProblemException e) {
            if (e.type() != AtprotoProblem.BAD_SIGNATURE || !isNew) {
                throw e;
            }
            var newest = identities.fresh(head.did());
            return prover.signed(event, newest.signingKey(), newest);
        }
    }

    /**
     * Only an account's own server can say how it stands; others are taken as a reason to ask there. A server that has lost
     * the account says that it is gone: so whose it is now is looked up before that is believed.
     */
    private Proven stands(AccountChanged event, HostClaim teller, RepoHead head) {
        var document = event.active() && head.host() != null ? null : named(head.did());
        if (document == null && !event.active()) {
            return new Proven.Stands(head.did(), RepoStatus.DELETED, null);
        }
        var pds = document == null ? head.host() : FollowedHosts.origin(document.pds());
        var isOwn = teller.url().equals(pds);
        var status = isOwn || pds == null ? RepoStatus.of(event.active(), event.status()) : ask(pds, head.did());
        return new Proven.Stands(head.did(), status, document);
    }

    /** Null when the DID is no more. */
    private @Nullable DidDocument named(Did did) {
        try {
            return identities.newest(did);
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.DID_GONE) {
                return null;
            }
            throw e;
        }
    }

    private RepoStatus ask(URI pds, Did did) {
        var answer = xrpc.query(pds, STATUS, Map.of("did", did.value()), null);
        if (answer.error().equals("RepoNotFound")) {
            return RepoStatus.DELETED;
        }
        var body = answer.orRefused();
        return RepoStatus.of(
                body.path("active").asBoolean(), body.path("status").asText());
    }
}
