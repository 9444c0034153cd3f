package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.AccountUse;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.oauth.Client;
import org.computecontracts.identity.oauth.ClientKeys;
import org.computecontracts.identity.oauth.Scopes;
import org.computecontracts.kernel.Settings;

/** This portal as an OAuth client: what it is called where it runs, and what all its modules together ask for. */
@ApplicationScoped
public class OAuthClient {
    @Inject
    Settings settings;

    @Inject
    IdentitySettings identity;

    @Inject
    ClientKeys keys;

    @Inject
    @Any
    Instance<AccountUse> uses;

    public Client current() {
        return isOnLoopback()
                ? Client.onLoopback(identity.loopbackOrigin(), scopes())
                : Client.at(settings.publicUrl(), scopes(), keys.all());
    }

    /** Whether the portal has no name that another server could ask for its metadata. */
    public boolean isOnLoopback() {
        var host = String.valueOf(settings.publicUrl().getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.startsWith("127.");
    }

    /** Where the browser goes with an answer that came to the loopback address: there its cookies are. */
    public URI callback() {
        return settings.publicUrl().resolve(Client.CALLBACK);
    }

    /** What the portal asks for by now and this session was not given, since it is older than that. */
    public List<String> missing(AccountSession session) {
        var granted = session.scope().orElse(Scopes.BROAD);
        return Scopes.isBroad(granted)
                ? List.of()
                : Stream.of(scopes().fine().split(" ", -1))
                        .filter(asked -> !List.of(granted.split(" ", -1)).contains(asked))
                        .toList();
    }

    private Scopes scopes() {
        var collections = new HashSet<Nsid>();
        var methods = new HashSet<Nsid>();
        for (var use : uses) {
            collections.addAll(use.collections());
            methods.addAll(use.methods());
        }
        return new Scopes(collections, methods);
    }
}
