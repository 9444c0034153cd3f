package org.computecontracts.market.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.KernelProblem;
import org.jspecify.annotations.Nullable;

/**
 * The accept that a settlement address names. Clients and proxies spell {@code /ccr/at://…/CID} in many ways: slashes
 * collapsed, percent-encoded in whole or in part, once or twice, a slash at the end, or {@code ?uri=&cid=} (market protocol
 * section 7.2).
 */
final class AcceptAddress {
    private static final Pattern PREFIX = Pattern.compile("^/+ccr(?=/|$)/*");
    private static final Pattern SCHEME = Pattern.compile("^at:/+", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODED =
            Pattern.compile("^at(?:%25|%3A|:(?:/|%2F)+[^/]*%3A)", Pattern.CASE_INSENSITIVE);

    private AcceptAddress() {}

    /**
     * @param path of the request as it came
     * @param uri of the query, decoded
     * @param cid of the query, decoded
     */
    static StrongRef read(String path, @Nullable String uri, @Nullable String cid) {
        try {
            var text =
                    uri == null ? PREFIX.matcher(decoded(path)).replaceFirst("") : uri + "/" + (cid == null ? "" : cid);
            return read(ENCODED.matcher(text).find() ? decoded(text) : text);
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT.because(
                    "An accept's AT-URI and CID are expected after /ccr/: %s", String.valueOf(e.getMessage()));
        }
    }

    private static StrongRef read(String text) {
        var trimmed = text.replaceAll("/+$", "");
        var slash = trimmed.lastIndexOf('/');
        var uri = SCHEME.matcher(trimmed.substring(0, Math.max(slash, 0))).replaceFirst("at://");
        return new StrongRef(new AtUri(uri.replaceAll("/+$", "")), new Cid(trimmed.substring(slash + 1)));
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
