package org.computecontracts.ingress.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tunnel.Forward;

/** The audit of tunnels: who published which name with which key, from where, and for how long. Not read by the relay. */
@ApplicationScoped
@Transactional
public class TunnelStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    IngressSettings settings;

    public void opened(Forward forward, String hostName) {
        em.createNativeQuery("""
                insert into tunnel (id, did, service, host_name, key_fingerprint, client_address, opened_at, node)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (id) do nothing
                """)
                .setParameter(1, forward.id())
                .setParameter(2, forward.login().did().value())
                .setParameter(3, forward.service())
                .setParameter(4, hostName)
                .setParameter(5, forward.login().fingerprint())
                .setParameter(6, forward.clientAddress())
                .setParameter(7, Timestamp.from(forward.since()))
                .setParameter(8, settings.node())
                .executeUpdate();
    }

    public void closed(Forward forward, String hostName, Instant at, String reason) {
        opened(forward, hostName);
        var traffic = forward.traffic();
        em.createNativeQuery("""
                update tunnel set closed_at = ?2, close_reason = ?3, requests = ?4, bytes_in = ?5, bytes_out = ?6
                where id = ?1 and closed_at is null
                """)
                .setParameter(1, forward.id())
                .setParameter(2, Timestamp.from(at))
                .setParameter(3, reason)
                .setParameter(4, traffic.requests())
                .setParameter(5, traffic.bytesIn())
                .setParameter(6, traffic.bytesOut())
                .executeUpdate();
    }

    /** What an earlier life of this node left open: no connection outlives its process. */
    public void closeLeftOpen(Instant at) {
        em.createNativeQuery(
                        "update tunnel set closed_at = ?1, close_reason = 'the portal ended' where closed_at is null"
                                + " and node in (?2, '')")
                .setParameter(1, Timestamp.from(at))
                .setParameter(2, settings.node())
                .executeUpdate();
    }
}
