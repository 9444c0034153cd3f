package org.computecontracts.pds.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.PdsEvent;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.key.Account;

/** Gives accounts other handles: here, in the DID, and on the firehose. */
@ApplicationScoped
public class Renaming {
    private static final String PREFIX = "at://";

    @Inject
    Accounts accounts;

    @Inject
    AccountStore store;

    @Inject
    HandleRules rules;

    @Inject
    DidKeys keys;

    @Inject
    Identities identities;

    @Inject
    Limits limits;

    @Inject
    Event<PdsEvent> events;

    @Inject
    Event<AtprotoEvent> news;

    @Inject
    Clock clock;

    /** What is left of the caller's allowance, as response headers. The handle may be below our domains or the caller's own. */
    public Map<String, String> rename(Did did, String text) {
        var left = limits.renaming(did);
        rename(accounts.account(did), rules.check(text, did));
        return left;
    }

    /** The DID is told first: done again after a failure, it goes on from there. */
    private void rename(Account account, Handle handle) {
        var did = account.profile().did();
        require(accounts.find(handle.value()).map(Profile::did), did, handle);
        if (did.isWeb()) {
            requireOfWeb(did, handle);
        } else {
            keys.change(account, json -> name(json, handle));
        }
        if (!store.rename(account.profile().named(handle), clock.instant())) {
            throw taken(handle);
        }
        var both = new HashSet<>(List.of(account.profile().handle(), handle));
        news.fire(new AtprotoEvent.IdentityChanged(did, both));
        events.fire(new PdsEvent.Sequenced());
    }

    /** In the place of the handle there is, or before all else; what else the account is known as stays. */
    private static void name(ObjectNode operation, Handle handle) {
        var names = new ArrayList<String>();
        operation.path("alsoKnownAs").forEach(name -> names.add(name.asText()));
        var place = IntStream.range(0, names.size())
                .filter(i -> names.get(i).startsWith(PREFIX))
                .findFirst();
        place.ifPresentOrElse(i -> names.set(i, PREFIX + handle), () -> names.addFirst(PREFIX + handle));
        names.forEach(operation.putArray("alsoKnownAs")::add);
    }

    private static void require(Optional<Did> holder, Did did, Handle handle) {
        if (!holder.map(did::equals).orElse(true)) {
            throw taken(handle);
        }
    }

    private static RuntimeException taken(Handle handle) {
        return PdsProblem.HANDLE_NOT_AVAILABLE.because("Handle already taken: %s", handle);
    }

    /** Its owner writes that document, not we. */
    private void requireOfWeb(Did did, Handle handle) {
        if (!identities.newest(did).handle().equals(Optional.of(handle))) {
            throw PdsProblem.INVALID_REQUEST.because(
                    "DID is not properly configured for handle: %s must name %s first", did, handle);
        }
    }
}
