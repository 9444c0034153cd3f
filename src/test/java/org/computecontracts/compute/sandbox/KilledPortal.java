package org.computecontracts.compute.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.computecontracts.compute.Backend;
import org.computecontracts.compute.ConsoleLine;

/** Launches a guest in a process of its own, notes the last line seen, and waits to be killed. */
final class KilledPortal {
    private KilledPortal() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var sandbox = Host.sandbox(folder, Arrays.copyOfRange(arguments, 2, arguments.length));
        var order = Host.order(UUID.fromString(arguments[1]), Files.readString(folder.resolve("user-data")));
        sandbox.launch(order, new Notes(folder));
        Thread.sleep(60_000);
    }

    private record Notes(Path folder) implements Backend.Watch {
        @Override
        public void printed(List<ConsoleLine> lines) {
            try {
                var last = lines.get(lines.size() - 1);
                if (last.text().startsWith("tick")) {
                    var written = Files.writeString(folder.resolve("seen.new"), String.valueOf(last.number()));
                    Files.move(written, folder.resolve("seen"), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void finished(String error) {}

        @Override
        public void exhausted() {}
    }
}
