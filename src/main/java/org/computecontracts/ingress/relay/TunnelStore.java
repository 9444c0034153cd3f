package org.computecontracts.ingress.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.kernel.data.Sql;

/** The audit of tunnels: who published which name with which key, from where, and for how long. Not read by the relay. */
@ApplicationScoped
@Transactional
public class TunnelStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    IngressSettings settings;

    public void opened(Forward forward, String hostName) {
        Sql.of(em, """
                insert into tunnel (id, did, service, host_name, key_fingerprint, client_address, opened_at, node)
                values (:id, :did, :service, :hostName, :fingerprint, :clientAddress, :since, :node)
                on conflict (id) do nothing
                """)
                .with("id", forward.id())
                .with("did", forward.login().did())
                .with("service", forward.service())
                .with("hostName", hostName)
                .with("fingerprint", forward.login().fingerprint())
                .with("clientAddress", forward.clientAddress())
                .with("since", forward.since())
                .with("node", settings.node())
                .run();
    }

    public void closed(Forward forward, String hostName, Instant at, String reason) {
        opened(forward, hostName);
        var traffic = forward.traffic();
        Sql.of(em, """
                update tunnel set closed_at = :at, close_reason = :reason, requests = :requests, bytes_in = :bytesIn,
                    bytes_out = :bytesOut
                where id = :id and closed_at is null
                """)
                .with("id", forward.id())
                .with("at", at)
                .with("reason", reason)
                .with("requests", traffic.requests())
                .with("bytesIn", traffic.bytesIn())
                .with("bytesOut", traffic.bytesOut())
                .run();
    }

    /** What an earlier life of this node left open: no connection outlives its process. */
    public void closeLeftOpen(Instant at) {
        Sql.of(
                        em,
                        "update tunnel set closed_at = :at, close_reason = 'the portal ended' where closed_at is null"
                                + " and node in (:node, '')")
                .with("at", at)
                .with("node", settings.node())
                .run();
    }
}
