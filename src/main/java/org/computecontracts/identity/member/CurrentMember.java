package org.computecontracts.identity.member;

import jakarta.enterprise.context.RequestScoped;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.KernelProblem;
import org.jspecify.annotations.Nullable;

/** Who is behind this HTTP request: the member who is signed in, or who made the API token. */
@RequestScoped
public class CurrentMember {
    private @Nullable Did did;

    /** NOT_SIGNED_IN when there is nobody. */
    public Did did() {
        if (did == null) {
            throw KernelProblem.NOT_SIGNED_IN.because("Sign in, or send an API token as Authorization: Bearer");
        }
        return did;
    }

    public void set(Did member) {
        did = member;
    }
}
