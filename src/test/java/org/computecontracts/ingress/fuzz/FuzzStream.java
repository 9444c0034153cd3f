package org.computecontracts.ingress.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.computecontracts.ingress.fuzz.FuzzBroken.How;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;
import org.jspecify.annotations.Nullable;

/** One request and its answer on an HTTP/2 connection. */
class FuzzStream {
    final int id;
    private final CountDownLatch done = new CountDownLatch(1);
    private final List<Header> headers = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringBuilder seen = new StringBuilder();
    private int status;
    private @Nullable How broken;
    private String why = "";
    /** How much may be sent; belongs to the connection. */
    long window;

    FuzzStream(int id, long window) {
        this.id = id;
        this.window = window;
    }

    synchronized void headers(List<Header> more, boolean ends) {
        seen.append(more);
        var first = new FuzzHead("", more).first(":status");
        if (first.isPresent()) {
            status = Integer.parseInt(first.get());
        }
        if (status >= 200 || status == 101) {
            headers.addAll(more);
        }
        end(ends);
    }

    synchronized void data(byte[] data, boolean ends) {
        body.writeBytes(data);
        end(ends);
    }

    private void end(boolean ends) {
        if (ends) {
            done.countDown();
        }
    }

    /** Means nothing once the answer is there. */
    synchronized void broken(How how, String reason) {
        if (!isDone()) {
            broken = how;
            why = reason;
            done.countDown();
        }
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    FuzzAnswer await(long millis) throws FuzzBroken {
        try {
            if (!done.await(millis, TimeUnit.MILLISECONDS)) {
                broken(How.HANGS, "no end within " + millis + " ms");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (this) {
            if (broken != null) {
                throw new FuzzBroken(broken, why, seen + " " + body.toString(StandardCharsets.ISO_8859_1));
            }
            return new FuzzAnswer(status, List.copyOf(headers), body.toByteArray());
        }
    }
}
