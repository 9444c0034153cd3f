package org.computecontracts.ingress.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page a browser shows when a request ends at the proxy; all in one, since nothing else may be there to be had. */
final class RefusalPage {
    private static final String TEMPLATE = template();

    private RefusalPage() {}

    private static String template() {
        try (var file = RefusalPage.class.getResourceAsStream("refusal.html")) {
            if (file == null) {
                throw new IllegalStateException("refusal.html is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(Routing.Ends why) {
        return TEMPLATE.replace("{title}", text(why.problem().title()))
                .replace("{advice}", text(advice(why)))
                .replace("{detail}", text(sentence(why.detail())));
    }

    private static String sentence(String detail) {
        var begun = detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private static String advice(Routing.Ends why) {
        var status = why.problem().status();
        if (why.retryAfter() != null) {
            return "This page looks again by itself. HTTP " + status;
        }
        return (status >= 500 ? "Whoever runs the service can see to it. HTTP " : "Nothing was changed. HTTP ")
                + status;
    }

    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
