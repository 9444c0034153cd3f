package org.computecontracts.wif.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.Subjects;
import org.computecontracts.wif.WifProblem;
import org.computecontracts.wif.rbac.NewGrant;
import org.computecontracts.wif.rbac.NewProviderGrant;
import org.computecontracts.wif.rbac.RbacRecords;
import org.computecontracts.wif.rbac.RbacText;
import org.computecontracts.wif.token.Audience;

/** Writes and withdraws the RBAC records of a contract, and shows what was done by them. */
@ApplicationScoped
public class Roles {
    @Inject
    Tenants tenants;

    @Inject
    PdsSessions sessions;

    @Inject
    Pds pds;

    @Inject
    RbacRecords records;

    @Inject
    Issuer issuer;

    @Inject
    ProxiedRequestStore proxied;

    @Inject
    Clock clock;

    /** Where the record with this key is, or will be. */
    public AtUri place(TenantId tenant, String rkey) {
        return AtUri.of(tenants.get(tenant).did(), RbacRecords.COLLECTION, rkey);
    }

    /** Lets a workload register SSH keys in the requester's repository. To be written before the accept. */
    public StrongRef grant(TenantId requester, NewGrant grant) {
        if (!grant.subject().startsWith("actx:" + grant.actx() + ":")) {
            throw WifProblem.REQUEST_MALFORMED.because("%s is not within actx:%s", grant.subject(), grant.actx());
        }
        requireAlone(requester, grant);
        var did = tenants.get(requester).did();
        var written = put(requester, grant.rkey(), RbacText.ofRequester(did, grant, clock.instant()));
        try {
            requireAlone(requester, grant);
        } catch (ProblemException e) {
            // Another one was written at the same moment
            withdraw(requester, written.uri());
            throw e;
        }
        return written;
    }

    /** SUBJECT_TAKEN when another record says what this subject may do: whoever has it may do all that any of them says. */
    public void requireAlone(TenantId requester, NewGrant grant) {
        var owner = tenants.get(requester).did();
        var own = issuer.issuerUri(owner).toString();
        records.latest(owner).roles().values().stream()
                .filter(role -> role.trusts(grant.issuer().toString(), own))
                .filter(role -> grant.subject().equals(role.demands().get("sub")))
                .filter(role -> !role.source().uri().rkey().equals(grant.rkey()))
                .findFirst()
                .ifPresent(role -> {
                    throw WifProblem.SUBJECT_TAKEN.because(
                            "%s has rights by %s already, and would have those of both: ask for another role",
                            grant.subject(), role.source().uri().value());
                });
    }

    /** Lets a workload exchange its token at the provider's issuer. */
    public StrongRef grantProvider(TenantId provider, NewProviderGrant grant) {
        var did = tenants.get(provider).did();
        var actx = issuer.actx(did);
        var record = RbacText.ofProvider(
                issuer.issuerUri(did).toString(),
                Audience.ofIssuer(actx),
                Subjects.render(grant.template(), actx, grant.requester(), grant.role()),
                "ex-" + actx + "-" + grant.requester().plcKey() + "-" + grant.role() + "-" + grant.rkey(),
                clock.instant());
        return put(provider, grant.rkey(), record);
    }

    /** Withdrawing what is gone is fine. */
    public void withdraw(TenantId tenant, AtUri record) {
        pds.delete(sessions.of(tenant), record);
        records.forget(record.authority());
    }

    /** The latest decisions of the reverse proxy on this tenant's repository, newest first. */
    public List<ObjectNode> audit(TenantId tenant) {
        return proxied.latest(tenant).stream().map(ProxiedRequest::json).toList();
    }

    /**
     * What was done since then by a workload with this grant, oldest first.
     *
     * @param order the key that the machine was enrolled by
     */
    public List<ProxiedCall> calls(TenantId tenant, NewGrant grant, String order, Instant since) {
        return proxied.by(tenant, grant, order, since).stream()
                .map(ProxiedRequest::call)
                .toList();
    }

    /** A record that says the same but for its date stays as it is. */
    private StrongRef put(TenantId tenant, String rkey, ObjectNode record) {
        var session = sessions.of(tenant);
        var present = pds.find(AtUri.of(session.did(), RbacRecords.COLLECTION, rkey));
        if (present.isPresent() && undated(present.get().json()).equals(undated(record))) {
            return present.get().ref();
        }
        var ref = pds.put(session, RbacRecords.COLLECTION, rkey, record);
        records.forget(session.did());
        return ref;
    }

    private static ObjectNode undated(ObjectNode record) {
        return record.deepCopy().without("createdAt");
    }
}
