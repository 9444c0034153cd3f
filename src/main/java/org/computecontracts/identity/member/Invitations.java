package org.computecontracts.identity.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.account.MemberStore;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** Places in tenants, offered by one side and taken by the other: nobody is made a member without knowing. */
@ApplicationScoped
public class Invitations {
    @Inject
    InvitationStore invitations;

    @Inject
    MemberStore members;

    @Inject
    Tenants tenants;

    @Inject
    Identities identities;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /** Resolves the handle now and keeps the DID: a handle may change hands. ALREADY_MEMBER, OWN_ACCOUNT_STAYS. */
    public Invitation invite(TenantId tenant, Did inviter, Handle handle, Role role) {
        var did = identities.fresh(handle);
        if (tenants.get(tenant).did().equals(did)) {
            throw IdentityProblem.OWN_ACCOUNT_STAYS.because("%s is the tenant's own account", handle);
        }
        if (members.find(tenant, did).isPresent()) {
            throw IdentityProblem.ALREADY_MEMBER.because("%s is a member: change the role instead", handle);
        }
        var now = clock.instant();
        var made = new Invitation(
                UUID.randomUUID(), tenant, did, handle, role, inviter, now, now.plus(settings.invitationLife()));
        invitations.add(made);
        return made;
    }

    /** Those that nobody has taken yet. */
    public List<Invitation> list(TenantId tenant) {
        return invitations.of(tenant, clock.instant());
    }

    public void withdraw(TenantId tenant, UUID id) {
        if (!invitations.withdraw(tenant, id)) {
            throw notFound(id);
        }
    }

    /** Those for a person with these accounts. */
    public List<Invitation> to(Collection<Did> accounts) {
        return accounts.stream()
                .flatMap(did -> invitations.to(did, clock.instant()).stream())
                .toList();
    }

    /** INVITATION_NOT_FOUND when it is for somebody else, withdrawn, expired or taken. */
    public Invitation accept(Collection<Did> accounts, UUID id) {
        return invitations.accept(accounts, id, clock.instant()).orElseThrow(() -> notFound(id));
    }

    public void decline(Collection<Did> accounts, UUID id) {
        if (invitations.take(accounts, id, clock.instant()).isEmpty()) {
            throw notFound(id);
        }
    }

    private static ProblemException notFound(UUID id) {
        return IdentityProblem.INVITATION_NOT_FOUND.because("No invitation %s", id);
    }
}
