package org.computecontracts.portal.network;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.HostState;
import org.computecontracts.network.host.NetworkHost;
import org.computecontracts.network.view.Network;
import org.computecontracts.portal.Show;
import org.computecontracts.portal.Words;
import org.jspecify.annotations.Nullable;

/** Behind {@code network.xhtml}. */
@Named
@Open("what is heard of the network is public")
@RequestScoped
public class NetworkPage {
    private static final int MOST = 50;

    @Inject
    Network network;

    @Inject
    FacesContext faces;

    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    @Inject
    Show show;

    private @Nullable List<NetworkHost> hosts;

    public List<NetworkHost> getHosts() {
        if (hosts == null) {
            hosts = network.hosts();
        }
        return hosts;
    }

    public List<SeenRepo> getDoubts() {
        return network.desynchronised(MOST);
    }

    /** How much of the network this portal hears. */
    public String getHeard() {
        var followed = getHosts().stream()
                .filter(host -> host.state() != HostState.STOPPED)
                .toList();
        var listening = followed.stream()
                .filter(host -> host.state() == HostState.CONNECTED)
                .count();
        var repos = getHosts().stream().mapToInt(NetworkHost::repos).sum();
        return "%d of %s heard live, %s known."
                .formatted(
                        listening,
                        show.count(followed.size(), "host", "hosts"),
                        show.count(repos, "repository", "repositories"));
    }

    private String rate(NetworkHost host) {
        return String.format(Locale.ROOT, "%.1f", host.perSecond(clock.instant()));
    }

    public String lag(NetworkHost host) {
        return host.lag()
                .map(lag -> lag.toMillis() < 10_000 ? lag.toMillis() + " ms behind" : lag.toSeconds() + " s behind")
                .orElse("–");
    }

    public String kind(HostKind kind) {
        return switch (kind) {
            case PDS -> "server of accounts";
            case RELAY -> "relay";
            case JETSTREAM -> "Jetstream, only names what to fetch";
        };
    }

    /** How fast its events come, how far they are stored, and how many were no good. */
    public String stream(NetworkHost host) {
        return Words.joined(
                " · ",
                rate(host) + " a second",
                host.cursor() == null ? "" : "cursor " + host.cursor(),
                host.refused() > 0 ? host.refused() + " refused" : "");
    }

    public String reason(FollowReason reason) {
        return switch (reason) {
            case OURS -> "our own";
            case SETTING -> "in the settings";
            case TENANT -> "an account here lives there";
            case TRUST -> "somebody judged here lives there";
            case RELAY -> "named as a relay";
            case OFFERING -> "offers compute";
            case RECORD -> "named in a record";
            case CRAWL -> "asked to be read";
        };
    }

    public String word(HostState state) {
        return switch (state) {
            case NEW -> "not tried yet";
            case CONNECTED -> "listening";
            case WAITING -> "polled, stream is down";
            case STOPPED -> "not followed";
        };
    }

    public String tone(HostState state) {
        return switch (state) {
            case CONNECTED -> "good";
            case NEW, WAITING -> "wait";
            case STOPPED -> "plain";
        };
    }

    public String sign(HostState state) {
        return switch (state) {
            case CONNECTED -> "●";
            case NEW, WAITING -> "◐";
            case STOPPED -> "○";
        };
    }

    /** The repository of the tenant's own account. */
    @Needs(Right.MANAGE)
    public void resync() {
        var own = tenants.get(tenant.id());
        network.resync(own.did(), own.did());
        faces.addMessage(null, new FacesMessage(own.handle() + " is read anew from its own server."));
    }
}
