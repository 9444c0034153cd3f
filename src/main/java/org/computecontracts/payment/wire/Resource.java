package org.computecontracts.payment.wire;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What is sold. */
public record Resource(String url, String description, String mimeType) {
    private static final Map<String, Integer> USUAL_PORTS = Map.of("http", 80, "https", 443);

    public static Resource json(String url, String description) {
        return new Resource(url, description, "application/json");
    }

    /** Whether both lead to the same place: clients and proxies escape, collapse slashes, and write hosts as they like. */
    public static boolean same(String one, String other) {
        return one.equals(other) || plain(one).equals(plain(other));
    }

    private static String plain(String url) {
        try {
            var uri = URI.create(url);
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawPath() == null) {
                return url;
            }
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            var isUsual = uri.getPort() < 0 || Integer.valueOf(uri.getPort()).equals(USUAL_PORTS.get(scheme));
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (isUsual ? "" : ":" + uri.getPort())
                    + path(uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static String path(String raw) {
        var path = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        return path.replaceAll("/+", "/").replaceFirst("/$", "");
    }
}
