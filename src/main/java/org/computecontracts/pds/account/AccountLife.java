package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.PdsEvent;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.blob.BlobRefStore;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.repo.BlockStore;
import org.computecontracts.pds.repo.HeadStore;
import org.computecontracts.pds.repo.Import;
import org.computecontracts.pds.repo.RecordStore;
import org.computecontracts.pds.repo.RepoStore;

/** Puts accounts to rest, wakes them, takes their content in, and ends them. */
@ApplicationScoped
public class AccountLife {
    private static final int IMPORTS_AT_ONCE = 2;

    @Inject
    AccountLifeStore accounts;

    @Inject
    Accounts known;

    @Inject
    RepoStore repositories;

    @Inject
    HeadStore heads;

    @Inject
    BlockStore blocks;

    @Inject
    RecordStore records;

    @Inject
    BlobRefStore blobs;

    @Inject
    Residence residence;

    @Inject
    Event<PdsEvent> events;

    @Inject
    Event<AtprotoEvent> news;

    @Inject
    Clock clock;

    /** An import holds a repository in memory several times over. */
    private final Semaphore imports = new Semaphore(IMPORTS_AT_ONCE);

    /** Safe to repeat. */
    public void rest(Did did) {
        if (known.account(did).profile().active()) {
            accounts.rest(did, clock.instant());
            events.fire(new PdsEvent.Sequenced());
        }
    }

    /** INVALID_REQUEST while the DID document does not name this server and its key. Safe to repeat. */
    public void wake(Did did) {
        var account = known.account(did);
        if (!account.profile().active()) {
            residence.check(account);
            accounts.wake(account.profile(), clock.instant());
            events.fire(new PdsEvent.Sequenced());
        }
    }

    /** Puts what a CAR file holds in the place of the repository's content; INVALID_REQUEST with the first thing wrong in it. */
    public void take(Did did, byte[] file) {
        if (!imports.tryAcquire()) {
            throw PdsProblem.BUSY.because("Other repositories are being imported: try again in a moment");
        }
        try {
            repositories.replace(did, Import.of(file, did, clock.instant()), clock.instant());
        } finally {
            imports.release();
        }
        events.fire(new PdsEvent.Sequenced());
    }

    public void delete(Did did) {
        var handle = known.account(did).profile().handle();
        accounts.delete(did, clock.instant());
        news.fire(new AtprotoEvent.IdentityChanged(did, Set.of(handle)));
        events.fire(new PdsEvent.Sequenced());
    }

    /** How much of an account is here. */
    public record Status(
            boolean active,
            boolean validDid,
            RepoHead head,
            long blocks,
            long records,
            long blobsExpected,
            long blobs) {}

    public Status status(Did did) {
        var account = known.account(did);
        var head = heads.head(did).orElseThrow(() -> PdsProblem.REPO_NOT_FOUND.because("No repository %s", did));
        var count = blobs.count(did);
        return new Status(
                account.profile().active(),
                residence.isHere(account),
                head,
                blocks.count(did),
                records.count(did),
                count.expected(),
                count.there());
    }
}
