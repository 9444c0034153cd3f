package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsSettings;

/** Which handles may be had here: one label below one of our domains, or a name whose owner points it at the account. */
@ApplicationScoped
class HandleRules {
    private static final int MIN_LABEL = 3;
    private static final int MAX_LABEL = 18;
    private static final Set<String> RESERVED = Set.of(
            "about",
            "abuse",
            "account",
            "admin",
            "administrator",
            "api",
            "atproto",
            "auth",
            "blog",
            "dns",
            "email",
            "help",
            "host",
            "hostmaster",
            "login",
            "mail",
            "pds",
            "plc",
            "portal",
            "postmaster",
            "root",
            "security",
            "support",
            "system",
            "test",
            "webmaster",
            "www",
            "xrpc");

    @Inject
    PdsSettings settings;

    @Inject
    Identities identities;

    /** For a new DID, which nothing can point at yet; UNSUPPORTED_DOMAIN beyond our own domains. */
    Handle check(String text) {
        var handle = parsed(text);
        var domain = domain(handle)
                .orElseThrow(() -> PdsProblem.UNSUPPORTED_DOMAIN.because("Not a supported handle domain: %s", handle));
        return belowOurs(handle, domain);
    }

    /** INVALID_REQUEST when it is a name of others that does not point at this DID. */
    Handle check(String text, Did did) {
        var handle = parsed(text);
        var domain = domain(handle);
        return domain.isPresent() ? belowOurs(handle, domain.get()) : pointingAt(did, handle);
    }

    private Handle pointingAt(Did did, Handle handle) {
        try {
            if (identities.named(handle).equals(did)) {
                return handle;
            }
        } catch (ProblemException e) {
            throw PdsProblem.INVALID_REQUEST
                    .because("External handle did not resolve to DID: %s", e.detail())
                    .causedBy(e);
        }
        throw PdsProblem.INVALID_REQUEST.because(
                "External handle did not resolve to DID: %s points at another one", handle);
    }

    /** With its leading dot. */
    Optional<String> domain(Handle handle) {
        return settings.handleDomains().stream()
                .filter(handle.value()::endsWith)
                .findFirst();
    }

    private static Handle belowOurs(Handle handle, String domain) {
        var label = handle.value().substring(0, handle.value().length() - domain.length());
        if (label.contains(".")) {
            throw PdsProblem.INVALID_HANDLE.because("Only one label may stand before %s", domain);
        }
        if (label.length() < MIN_LABEL || label.length() > MAX_LABEL) {
            throw PdsProblem.INVALID_HANDLE.because("%d to %d characters before %s", MIN_LABEL, MAX_LABEL, domain);
        }
        if (RESERVED.contains(label)) {
            throw PdsProblem.HANDLE_NOT_AVAILABLE.because("Reserved handle: %s", handle);
        }
        return handle;
    }

    private static Handle parsed(String text) {
        try {
            return new Handle(text);
        } catch (IllegalArgumentException e) {
            throw PdsProblem.INVALID_HANDLE
                    .because("Input/handle must be a valid handle")
                    .causedBy(e);
        }
    }

    List<String> domains() {
        return settings.handleDomains();
    }
}
