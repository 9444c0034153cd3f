package org.computecontracts.pds.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.CarWriter;
import org.computecontracts.atproto.xrpc.XrpcContent;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.Pages;
import org.computecontracts.pds.record.RepoHead;
import org.jspecify.annotations.Nullable;

/** Reads whole repositories as of one moment, a page at a time: none is ever held in memory. */
@ApplicationScoped
@Transactional
public class ArchiveStore {
    private static final String PAGE =
            " where did = :did and rev > :since and cid > :after and cid <> :commit order by cid limit 500";
    private static final String NODES =
            Pages.of("select cid, bytes from pds_block" + PAGE, "cid", "octet_length(bytes)");
    private static final String RECORDS = Pages.of(
            "select distinct on (cid) cid, cbor as bytes from pds_record" + PAGE, "cid", "octet_length(bytes)");

    @PersistenceContext
    EntityManager em;

    @Inject
    BlockStore blocks;

    /**
     * The blocks that came after a revision; all of them without one. The commit comes first. They are kept aside before they are
     * sent: a reader may be slow, and would hold the connection to the database.
     */
    @Transactional(TxType.REQUIRES_NEW)
    public XrpcContent archive(Did did, @Nullable Tid since) {
        var head = blocks.asOfNow(did);
        return Spool.of(out -> {
            var car = new CarWriter(out, List.of(head.commit()));
            car.write(head.commit(), blocks.block(did, head.commit()));
            copy(NODES, head, since, car);
            copy(RECORDS, head, since, car);
        });
    }

    private void copy(String query, RepoHead head, @Nullable Tid since, CarWriter car) throws IOException {
        var last = "";
        for (var page = page(query, head, since, last); !page.isEmpty(); page = page(query, head, since, last)) {
            for (var block : page) {
                car.write(block.cid(), block.bytes());
                last = block.cid().value();
            }
        }
    }

    private List<Block> page(String query, RepoHead head, @Nullable Tid since, String after) {
        return Sql.of(em, query)
                .with("did", head.did())
                .with("since", since == null ? "" : since)
                .with("after", after)
                .with("commit", head.commit())
                .list(row -> new Block(row.as("cid", Cid::new), row.bytes("bytes")));
    }

    private record Block(Cid cid, byte[] bytes) {}
}
