package org.computecontracts.network.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.network.RepoStatus;
import org.jspecify.annotations.Nullable;

/** One page of a host's repositories, as it tells it. */
public record RepoListing(List<Listed> repos, @Nullable String cursor) {
    /** What is asked for at once. */
    static final int MAX_REPOS = 1000;

    public RepoListing {
        repos = List.copyOf(repos);
    }

    /**
     * One repository.
     *
     * @param rev null where the list does not say
     */
    public record Listed(Did did, @Nullable Tid rev, RepoStatus status) {}

    /** What is malformed in it is left out, and what is more than was asked for. */
    static RepoListing of(JsonNode body) {
        var repos = new ArrayList<Listed>();
        for (var repo : body.path("repos")) {
            if (repos.size() < MAX_REPOS) {
                listed(repo).ifPresent(repos::add);
            }
        }
        var cursor = body.path("repos").isEmpty() ? null : body.path("cursor").textValue();
        return new RepoListing(repos, cursor);
    }

    private static Optional<Listed> listed(JsonNode repo) {
        try {
            var rev = repo.path("rev").textValue();
            var active = repo.path("active").asBoolean(true);
            return Optional.of(new Listed(
                    new Did(repo.path("did").asText()),
                    rev == null ? null : new Tid(rev),
                    RepoStatus.of(active, repo.path("status").asText())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Optional<String> next() {
        return Optional.ofNullable(cursor);
    }
}
