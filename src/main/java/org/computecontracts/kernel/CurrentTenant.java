package org.computecontracts.kernel;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Whom this HTTP request acts for; set once by the sign-in filter, asked by pages and resources. */
@RequestScoped
public class CurrentTenant {
    private @Nullable TenantId id;
    private @Nullable Role role;

    public boolean isSignedIn() {
        return id != null;
    }

    /** Throws NOT_SIGNED_IN when nobody is signed in. */
    public TenantId id() {
        if (id == null) {
            throw KernelProblem.NOT_SIGNED_IN.because("Sign in, or send an API token as Authorization: Bearer");
        }
        return id;
    }

    /** As {@link #id()}, for what changes something: throws OWNER_ONLY for everybody else. */
    public TenantId owner() {
        var tenant = id();
        if (role != Role.OWNER) {
            throw KernelProblem.OWNER_ONLY.because("You may look at this tenant, but only an owner may change it");
        }
        return tenant;
    }

    public void set(TenantId tenant, Role memberRole) {
        id = tenant;
        role = memberRole;
    }
}
