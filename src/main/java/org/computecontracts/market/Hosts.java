package org.computecontracts.market;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.HttpRequest;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.SafeHttp;

/** The hosts we watch and the repositories on them (com.atproto.sync.listReposByCollection, or listRepos where a host lacks it). */
@ApplicationScoped
class Hosts {
    private static final Logger LOG = Logger.getLogger(Hosts.class.getName());
    private static final int MOST = 5_000;

    @Inject
    MarketSettings settings;

    @Inject
    SafeHttp http;

    /** Repositories that may hold records of the collection, on all hosts that answer. */
    Set<Did> reposWith(Nsid collection) {
        var found = new LinkedHashSet<Did>();
        for (var host : settings.pollHosts()) {
            try {
                read(host, "com.atproto.sync.listReposByCollection?limit=500&collection=" + collection.value(), found);
            } catch (ProblemException e) {
                readAll(host, found);
            }
        }
        return found;
    }

    /** Every repository on the hosts we watch. */
    Set<Did> repos() {
        var found = new LinkedHashSet<Did>();
        settings.pollHosts().forEach(host -> readAll(host, found));
        return found;
    }

    private void readAll(URI host, Set<Did> found) {
        try {
            read(host, "com.atproto.sync.listRepos?limit=500", found);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} lists no repositories: {1}", new Object[] {host, e.detail()});
        }
    }

    private void read(URI host, String query, Set<Did> found) {
        var cursor = "";
        do {
            var url = host + "/xrpc/" + query + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor));
            JsonNode page = http.send(HttpRequest.get(URI.create(url))).orFail().json();
            page.path("repos")
                    .forEach(repo -> found.add(new Did(repo.path("did").asText())));
            cursor = page.path("cursor").asText("");
        } while (!cursor.isEmpty() && found.size() < MOST);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
