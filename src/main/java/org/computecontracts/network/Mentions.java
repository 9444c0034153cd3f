package org.computecontracts.network;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkEvent.RecordSeen;

/** Listens to the servers of accounts that a record names: what they write may be the answer to it. */
@ApplicationScoped
class Mentions {
    private static final Logger LOG = Logger.getLogger(Mentions.class.getName());
    private static final Pattern ACCOUNT = Pattern.compile("did:(plc:[a-z2-7]{24}|web:[a-zA-Z0-9.%-]{1,253})");
    private static final int MOST_OF_ONE = 20;
    private static final int REMEMBERED = 10_000;

    @Inject
    NetworkRecordStore records;

    @Inject
    FollowedHosts followed;

    private final Set<Did> known = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Did, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    void on(@ObservesAsync RecordSeen seen) {
        var uri = seen.record().uri();
        var named = new LinkedHashSet<Did>();
        add(uri.value(), named);
        records.find(uri).ifPresent(record -> collect(record.record().json(), named));
        named.stream()
                .filter(known::add)
                .filter(did -> !follows(did, uri.value()))
                .forEach(known::remove);
    }

    private static void collect(JsonNode node, Set<Did> named) {
        if (node.isTextual()) {
            add(node.textValue(), named);
        }
        node.forEach(child -> collect(child, named));
    }

    private static void add(String text, Set<Did> named) {
        var found = ACCOUNT.matcher(text.substring(0, Math.min(text.length(), 3000)));
        while (named.size() < MOST_OF_ONE && found.find()) {
            named.add(new Did(found.group()));
        }
    }

    private boolean follows(Did did, String because) {
        try {
            followed.followHostOf(did, FollowReason.RECORD);
            return true;
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0}, named by {1}, is not followed: {2}", new Object[] {did, because, e.detail()});
            return false;
        }
    }
}
