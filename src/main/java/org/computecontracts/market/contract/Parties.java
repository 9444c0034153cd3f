package org.computecontracts.market.contract;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.jspecify.annotations.Nullable;

/** Who asks for the machine and who lets it, and which of them the tenant is. */
@Embeddable
public class Parties {
    @Enumerated(EnumType.STRING)
    private Side side;

    private Did requester;
    private @Nullable Did provider;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected Parties() {}

    private Parties(Side side, Did requester, @Nullable Did provider) {
        this.side = side;
        this.requester = requester;
        this.provider = provider;
    }

    static Parties ofRequester(Did requester) {
        return new Parties(Side.REQUESTER, requester, null);
    }

    static Parties ofProvider(Did requester, Did provider) {
        return new Parties(Side.PROVIDER, requester, provider);
    }

    public void provider(Did chosen) {
        provider = chosen;
    }

    public Side side() {
        return side;
    }

    public Did requester() {
        return requester;
    }

    /** Chosen with the bid. */
    public Optional<Did> provider() {
        return Optional.ofNullable(provider);
    }

    /** The one that the tenant is. */
    public Optional<Did> own() {
        return side == Side.REQUESTER ? Optional.of(requester) : provider();
    }

    /** The one that the tenant is not, as soon as there is one. */
    public Optional<Did> other() {
        return side == Side.REQUESTER ? provider() : Optional.of(requester);
    }
}
