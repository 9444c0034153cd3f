package org.computecontracts.atproto.resolution;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.TypedName;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.SafeHttp;

/** Resolves DIDs and handles, and remembers the answers for a short while. */
@ApplicationScoped
public class Identities {
    /** The least time between two questions about one DID, so that forged tokens cannot make us ask without end. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    @Inject
    SafeHttp http;

    @Inject
    AtprotoSettings settings;

    @Inject
    Clock clock;

    private DidDocuments documents;
    private HandleLookup lookup;
    private ShortMemory<Did, DidDocument> knownDocuments;
    private ShortMemory<Handle, Did> knownHandles;

    /** Outside the container. */
    public static Identities with(SafeHttp http, AtprotoSettings settings, Clock clock) {
        var identities = new Identities();
        identities.http = http;
        identities.settings = settings;
        identities.clock = clock;
        identities.start();
        return identities;
    }

    @PostConstruct
    void start() {
        documents = new DidDocuments(http, settings.plcUrl());
        lookup = new HandleLookup(http, settings);
        knownDocuments = new ShortMemory<>(clock, settings.identityLife(), settings.absenceLife());
        knownHandles = new ShortMemory<>(clock, settings.identityLife(), settings.absenceLife());
    }

    /** DID_NOT_FOUND, DID_GONE, INVALID_DID_DOCUMENT. */
    public DidDocument resolve(Did did) {
        return knownDocuments.get(did, () -> fetch(did));
    }

    /** Past the cache: for whoever has found that the cached document no longer holds. At most once a second for one DID. */
    public DidDocument fresh(Did did) {
        return knownDocuments.fresh(did, LEAST_PAUSE, () -> fetch(did));
    }

    /** Asked for at this very moment: for whoever was told that it changed, and does not ask at a stranger's pace. */
    public DidDocument newest(Did did) {
        return knownDocuments.fresh(did, Duration.ZERO, () -> fetch(did));
    }

    /** Who takes another's handle says so here first. */
    private DidDocument fetch(Did did) {
        var document = documents.fetch(did);
        document.handle().ifPresent(handle -> knownHandles.forgetUnless(handle, did));
        return document;
    }

    void on(@Observes AtprotoEvent.IdentityChanged changed) {
        knownDocuments.forget(changed.did());
        changed.handles().forEach(knownHandles::forget);
    }

    /** Checked both ways; HANDLE_NOT_FOUND, HANDLE_NOT_CONFIRMED. */
    public Did resolve(Handle handle) {
        var did = knownHandles.get(handle, () -> confirmed(handle, lookup.find(handle)));
        return claims(resolve(did), handle) ? did : fresh(handle);
    }

    /**
     * Past the cache, both ways: for whoever gives somebody rights by the handle, or lets them in. At most once a second for one
     * handle.
     */
    public Did fresh(Handle handle) {
        return knownHandles.fresh(handle, LEAST_PAUSE, () -> {
            var did = lookup.find(handle);
            if (!claims(fresh(did), handle)) {
                throw notConfirmed(handle, did);
            }
            return did;
        });
    }

    /** What the domain of the handle says at this moment, by DNS or web site; its DID may not say so yet. HANDLE_NOT_FOUND. */
    public Did named(Handle handle) {
        return lookup.byOwner(handle);
    }

    private Did confirmed(Handle handle, Did did) {
        if (claims(resolve(did), handle) || claims(fresh(did), handle)) {
            return did;
        }
        throw notConfirmed(handle, did);
    }

    private static ProblemException notConfirmed(Handle handle, Did did) {
        return AtprotoProblem.HANDLE_NOT_CONFIRMED.because("%s says it is %s, which does not say so", handle, did);
    }

    private static boolean claims(DidDocument document, Handle handle) {
        return document.handle().filter(handle::equals).isPresent();
    }

    /** A DID or a handle, as people type it; INVALID_IDENTIFIER. */
    public Did resolveIdentifier(String handleOrDid) {
        return identified(handleOrDid, this::resolve);
    }

    /** The same past the cache, as {@link #fresh(Handle)}. */
    public Did freshIdentifier(String handleOrDid) {
        return identified(handleOrDid, this::fresh);
    }

    private static Did identified(String handleOrDid, Function<Handle, Did> resolution) {
        var name = new TypedName(handleOrDid);
        var text = name.value();
        if (Did.isValid(text)) {
            return new Did(text);
        }
        if (Handle.isValid(text)) {
            return resolution.apply(new Handle(text));
        }
        throw AtprotoProblem.INVALID_IDENTIFIER.because("%s is neither a handle nor a DID", name);
    }

    /** The handle, checked both ways, or the DID where there is none: to be shown, never to be trusted. */
    public String handleOf(Did did) {
        return nameOf(did).orElse(did.value());
    }

    /** As {@link #handleOf}; empty while nobody answers, which says nothing about names. */
    public Optional<String> nameOf(Did did) {
        try {
            var confirmed =
                    resolve(did).handle().filter(handle -> resolve(handle).equals(did));
            return Optional.of(confirmed.map(Handle::value).orElse(did.value()));
        } catch (ProblemException e) {
            return e.isOutage() ? Optional.empty() : Optional.of(did.value());
        }
    }
}
