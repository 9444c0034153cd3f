package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** Requests of the whole network. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class ListingStore {
    @PersistenceContext
    EntityManager em;

    void put(Listing listing) {
        em.createNativeQuery(
                        "insert into listing (uri, cid, author, handle, role, cpus, mem, disk, network, region, published_at)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                                + " on conflict (uri) do update set cid = excluded.cid, handle = excluded.handle")
                .setParameter(1, listing.rfp().uri().value())
                .setParameter(2, listing.rfp().cid().value())
                .setParameter(3, listing.author().value())
                .setParameter(4, listing.handle())
                .setParameter(5, listing.role())
                .setParameter(6, listing.cpus())
                .setParameter(7, listing.mem())
                .setParameter(8, listing.disk())
                .setParameter(9, listing.network())
                .setParameter(10, listing.region())
                .setParameter(11, listing.publishedAt().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    void awarded(AtUri rfp) {
        em.createNativeQuery("update listing set awarded = true where uri = ?1")
                .setParameter(1, rfp.value())
                .executeUpdate();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    List<Listing> newest(int most) {
        List<Object[]> rows = em.createNativeQuery(
                        "select uri, cid, author, handle, role, cpus, mem, disk, network, region,"
                                + " published_at, awarded from listing order by published_at desc")
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(ListingStore::listing).toList();
    }

    private static Listing listing(Object[] row) {
        return new Listing(
                new StrongRef(new AtUri((String) row[0]), new Cid((String) row[1])),
                new Did((String) row[2]),
                (String) row[3],
                (String) row[4],
                ((Number) row[5]).intValue(),
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                instant(row[10]),
                (Boolean) row[11]);
    }

    private static Instant instant(Object column) {
        return switch (column) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case Date date -> date.toInstant();
            default -> throw new IllegalStateException("Not a time: " + column.getClass());
        };
    }
}
