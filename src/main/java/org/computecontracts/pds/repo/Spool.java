package org.computecontracts.pds.repo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.computecontracts.atproto.xrpc.XrpcContent;

/** What is too large to hold on its way out: a file without a name, which ends when it is written out. */
final class Spool implements XrpcContent {
    private final FileChannel file;

    /** Writes what is to be kept. */
    interface Filling {
        void fill(OutputStream out) throws IOException;
    }

    private Spool(FileChannel file) {
        this.file = file;
    }

    static Spool of(Filling filling) {
        try {
            var spool = new Spool(FileChannel.open(
                    Files.createTempFile("archive", ".part"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE));
            spool.fill(filling);
            return spool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Filling filling) throws IOException {
        var filled = false;
        try {
            var out = new BufferedOutputStream(Channels.newOutputStream(file));
            filling.fill(out);
            out.flush();
            file.position(0);
            filled = true;
        } finally {
            if (!filled) {
                file.close();
            }
        }
    }

    @Override
    public long length() throws IOException {
        return file.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (var in = Channels.newInputStream(file)) {
            in.transferTo(out);
        }
    }
}
