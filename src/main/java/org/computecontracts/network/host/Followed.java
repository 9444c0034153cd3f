package org.computecontracts.network.host;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;

/**
 * A place among the hosts that are followed.
 *
 * @param namedAt when something named it last for this reason
 */
public record Followed(URI url, FollowReason reason, Instant followedAt, Instant namedAt) {
    /** Whom one owner can name as many of as he likes: the names under one domain, the ports of one address. */
    public String site() {
        return site(url.getHost());
    }

    public static String site(String host) {
        if (host.matches("[0-9.]+|\\[.*]")) {
            return host;
        }
        var labels = host.split("\\.", -1);
        var last = labels.length - 1;
        var isShort = last > 1 && labels[last].length() == 2 && labels[last - 1].length() <= 3;
        var from = Math.max(0, last - (isShort ? 2 : 1));
        return String.join(".", Arrays.asList(labels).subList(from, labels.length));
    }
}
