package org.computecontracts.identity.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.computecontracts.identity.IdentitySettings;

/**
 * The portal's keys as an OAuth client. One proves it at a time; the next is published for a while before that; those before
 * stay as long as a session belongs to them, which servers renew with the key that it began with and no other.
 */
@ApplicationScoped
public class ClientKeys {
    /** Servers keep the keys they fetched, the reference one for ten minutes: one they do not know yet is refused. */
    static final Duration LEAD = Duration.ofHours(1);

    @Inject
    ClientKeyStore keys;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /** All that are published, and first the one that proves it now. */
    public List<Es256Key> all() {
        var known = known();
        var signing = at(known, clock.instant().minus(LEAD));
        return Stream.concat(
                        Stream.of(signing),
                        known.stream()
                                .filter(key ->
                                        !key.key().id().equals(signing.key().id())))
                .map(ClientKey::key)
                .toList();
    }

    /** Makes the next one when it is time, and drops those that are of no use any more. */
    public void turn() {
        var now = clock.instant();
        var known = known();
        var due = now.minus(settings.clientKeyLife());
        if (!known.getFirst().madeAt().isAfter(due)) {
            keys.keep(Es256Key.generate(), due, now);
        }
        // Twice the lead: a sign-in under way ends with the key that it began with
        keys.drop(believedFrom(), at(known, now.minus(LEAD.multipliedBy(2))).madeAt());
    }

    private List<ClientKey> known() {
        var from = believedFrom();
        var known = keys.since(from);
        if (known.isEmpty()) {
            keys.keep(Es256Key.generate(), from, clock.instant());
            known = keys.since(from);
        }
        return known;
    }

    /** The youngest that was there at the time; before there was any, the oldest. */
    private static ClientKey at(List<ClientKey> youngestFirst, Instant time) {
        return youngestFirst.stream()
                .filter(key -> !key.madeAt().isAfter(time))
                .findFirst()
                .orElseGet(youngestFirst::getLast);
    }

    /** An instant to come would refuse every key that can be made. */
    private Instant believedFrom() {
        var from = settings.clientKeysFrom();
        return from.isAfter(clock.instant()) ? Instant.EPOCH : from;
    }
}
