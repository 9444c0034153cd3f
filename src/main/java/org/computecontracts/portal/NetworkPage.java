package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.network.FollowReason;
import org.computecontracts.network.HostState;
import org.computecontracts.network.Network;
import org.computecontracts.network.NetworkHost;
import org.computecontracts.network.SeenRepo;
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
    HttpServletRequest request;

    @Inject
    Clock clock;

    private @Nullable String repository;
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

    public long getListening() {
        return getHosts().stream()
                .filter(host -> host.state() == HostState.CONNECTED)
                .count();
    }

    public long getFollowed() {
        return getHosts().stream()
                .filter(host -> host.state() != HostState.STOPPED)
                .count();
    }

    public int getRepos() {
        return getHosts().stream().mapToInt(NetworkHost::repos).sum();
    }

    public String rate(NetworkHost host) {
        return String.format(Locale.ROOT, "%.1f", host.perSecond(clock.instant()));
    }

    public String lag(NetworkHost host) {
        return host.lag()
                .map(lag -> lag.toMillis() < 10_000 ? lag.toMillis() + " ms" : lag.toSeconds() + " s")
                .orElse("–");
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

    @Needs(Right.MANAGE)
    public void resync() {
        readAnew(String.valueOf(repository));
        repository = null;
    }

    @Needs(Right.MANAGE)
    public void resyncListed() {
        readAnew(request.getParameter("did"));
    }

    private void readAnew(String typed) {
        network.resync(did(typed));
        faces.addMessage(null, new FacesMessage(typed.strip() + " is read anew from its own server."));
    }

    private static Did did(String typed) {
        try {
            return new Did(typed.strip());
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT
                    .because("%s is not a DID", typed.strip())
                    .causedBy(e);
        }
    }

    public @Nullable String getRepository() {
        return repository;
    }

    public void setRepository(@Nullable String repository) {
        this.repository = repository;
    }
}
