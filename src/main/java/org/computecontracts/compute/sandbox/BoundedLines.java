package org.computecontracts.compute.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream that may never end one. */
final class BoundedLines {
    private final BufferedInputStream in;
    private final int longest;

    BoundedLines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.longest = longest;
    }

    /** The next line, or null at the end of the stream. */
    @Nullable
    String next() throws IOException {
        var line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= longest) {
                throw new IOException("A line is longer than " + longest + " bytes");
            }
            line.write(next);
        }
        return null;
    }

    /** Whether something is there that can be read without waiting. */
    boolean more() throws IOException {
        return in.available() > 0;
    }
}
