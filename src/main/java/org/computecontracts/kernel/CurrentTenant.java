package org.computecontracts.kernel;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom this HTTP request acts for; set once by the sign-in filter, asked by pages and resources. */
@RequestScoped
public class CurrentTenant {
    private @Nullable TenantId id;
    private Set<Right> rights = Set.of();

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

    /** Throws NOT_SIGNED_IN, or RIGHT_MISSING when the role or the token does not go so far. */
    public void require(Right right) {
        var unused = id();
        if (!may(right)) {
            throw KernelProblem.RIGHT_MISSING.because(
                    "This takes the right to %s, which your role here does not have",
                    right.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Nobody gives others more than they have: not by a token, not by an invitation. */
    public void require(Set<Right> given) {
        given.forEach(this::require);
    }

    /** None while nobody is signed in. */
    public Set<Right> rights() {
        return rights;
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    public void set(TenantId tenant, Set<Right> given) {
        id = tenant;
        rights = Set.copyOf(given);
    }
}
