package org.computecontracts.compute.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.computecontracts.compute.Backend.Watch;
import org.computecontracts.compute.ConsoleLine;
import org.computecontracts.kernel.Json;

/**
 * What the guest's PID 1 tells us, a JSON object a line, from the line we have not got yet. Lines are handed on in
 * batches, and while a batch is being stored no more are read: that is what slows a guest that prints too much.
 */
final class ConsoleLink implements GuestSocket.Handler {
    private static final int LONGEST = 32 * 1024;
    private static final int BATCH = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_SOURCE = 120;

    private final Watch watch;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private long last;

    ConsoleLink(long last, Watch watch, Clock clock) {
        this.last = last;
        this.watch = watch;
        this.clock = clock;
    }

    /** One connection at a time: a second one would number lines twice. A lock, as a monitor would pin the thread. */
    @Override
    public void serve(SocketChannel guest) throws IOException {
        turn.lock();
        try {
            listen(guest);
        } finally {
            turn.unlock();
        }
    }

    private void listen(SocketChannel guest) throws IOException {
        var hello = Json.write(Json.object().put("after", last)) + "\n";
        guest.write(ByteBuffer.wrap(hello.getBytes(StandardCharsets.UTF_8)));
        var lines = new BoundedLines(Channels.newInputStream(guest), LONGEST);
        var batch = new ArrayList<ConsoleLine>();
        String text;
        while ((text = lines.next()) != null) {
            take(Json.readObject(text.getBytes(StandardCharsets.UTF_8)), batch);
            if (batch.size() >= BATCH || !lines.more()) {
                flush(batch);
            }
        }
        flush(batch);
    }

    private void take(JsonNode message, List<ConsoleLine> batch) {
        if (message.has("finished")) {
            flush(batch);
            watch.finished(clean(message.path("finished").asText(), LONGEST_TEXT));
            return;
        }
        var number = message.path("n").asLong();
        if (number > last) {
            last = number;
            var source = clean(message.path("s").asText(), LONGEST_SOURCE);
            batch.add(new ConsoleLine(
                    number, clock.instant(), source, clean(message.path("t").asText(), LONGEST_TEXT)));
        }
    }

    private void flush(List<ConsoleLine> batch) {
        if (!batch.isEmpty()) {
            watch.printed(List.copyOf(batch));
            batch.clear();
        }
    }

    /** Nothing that a terminal would obey or the database refuse. */
    private static String clean(String text, int most) {
        var shortened = text.length() > most ? text.substring(0, most) : text;
        return shortened.replaceAll("\\x1B\\[[0-9;?]*[A-Za-z]", "").replaceAll("[\\p{Cc}\\p{Cs}&&[^\t]]", "\uFFFD");
    }
}
