package org.computecontracts.identity.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Member;
import org.computecontracts.identity.account.MemberStore;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** Who may look into a tenant, or act for it. Members sign in with their own accounts and then choose the tenant. */
@ApplicationScoped
public class Members {
    @Inject
    MemberStore members;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    /** Also the word of an owner that one who is suspended may stay. MEMBER_NOT_FOUND, OWN_ACCOUNT_STAYS. */
    public Member changeRole(TenantId tenant, Did by, Did did, Role role) {
        requireOther(tenant, did);
        if (!members.changeRole(tenant, by, did, role, clock.instant())) {
            throw notFound(did);
        }
        return members.find(tenant, did).orElseThrow(() -> notFound(did));
    }

    public List<Member> list(TenantId tenant) {
        return members.of(tenant);
    }

    /** Empty for one who is suspended, too. */
    public Optional<Role> role(TenantId tenant, Did did) {
        return members.find(tenant, did).filter(member -> !member.suspended()).map(Member::role);
    }

    /** What the strongest of the accounts may do in the tenant; empty when none has a place there. */
    public Optional<ActingMember> seat(TenantId tenant, Collection<Did> accounts) {
        return accounts.stream()
                .flatMap(did -> role(tenant, did).map(role -> new ActingMember(tenant, did, role)).stream())
                .min(Comparator.comparing(ActingMember::role));
    }

    public Optional<ActingMember> anySeat(Collection<Did> accounts) {
        return accounts.stream()
                .flatMap(did -> members.tenantsOf(did).stream())
                .findFirst()
                .flatMap(tenant -> seat(tenant, accounts));
    }

    /** The tenants the accounts may choose from. */
    public List<Tenant> tenantsOf(Collection<Did> accounts) {
        return accounts.stream()
                .flatMap(did -> members.tenantsOf(did).stream())
                .distinct()
                .map(tenants::get)
                .toList();
    }

    public void remove(TenantId tenant, Did did) {
        requireOther(tenant, did);
        if (!members.remove(tenant, did)) {
            throw notFound(did);
        }
    }

    private static ProblemException notFound(Did did) {
        return IdentityProblem.MEMBER_NOT_FOUND.because("%s is no member", did);
    }

    private void requireOther(TenantId tenant, Did did) {
        if (tenants.get(tenant).did().equals(did)) {
            throw IdentityProblem.OWN_ACCOUNT_STAYS.because("%s is the tenant's own account", did);
        }
    }
}
