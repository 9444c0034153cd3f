package org.computecontracts.story;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Deque's checks of what people with a screen reader, a keyboard or weak eyes can use. */
final class Axe {
    private static final Path SCRIPT = Path.of("dev", "accessibility", "node_modules", "axe-core", "axe.min.js");

    private static final String RUN = "async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n =>"
            + " v.id + ' (' + v.help + '): ' + n.html.slice(0, 200) + ' -- ' + (n.any[0]?.message ?? '')))";

    private final String script;

    Axe() {
        var there = Files.isReadable(SCRIPT);
        if (!there) {
            System.err.println("*** SKIPPED: looking at pages needs `npm ci` in dev/accessibility ***");
        }
        assumeTrue(there, "no node_modules in dev/accessibility");
        try {
            script = Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // what the script returns
    List<String> violations(Page page) {
        page.evaluate(script);
        return (List<String>) page.evaluate(RUN);
    }
}
