package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.network.ChangePoint;

/** Writes readings into a schema of the view. What the database does not take is kept as invalid, or left out: it holds up nothing else. */
@ApplicationScoped
public class ViewWriter {
    private static final Logger LOG = Logger.getLogger(ViewWriter.class.getName());
    private static final String UNKEPT = "What it says cannot be kept.";

    @Inject
    ViewStore store;

    public void put(ViewSchema view, List<Reading> readings, Instant now) {
        try {
            store.put(view, readings, now);
        } catch (RuntimeException e) {
            requireFaultOfRecord(e);
            readings.forEach(reading -> putAlone(view, reading, now));
        }
    }

    /** As {@link #put}, and how far the network has been read. */
    public void put(List<Reading> readings, ChangePoint from, ChangePoint to, Instant now) {
        try {
            store.put(readings, from, to, now);
        } catch (RuntimeException e) {
            requireFaultOfRecord(e);
            readings.forEach(reading -> putAlone(ViewSchema.LIVE, reading, now));
            store.put(List.of(), from, to, now);
        }
    }

    private void putAlone(ViewSchema view, Reading reading, Instant now) {
        if (!isPut(view, reading, now) && !isPut(view, reading.unkept(UNKEPT), now)) {
            LOG.log(
                    Level.WARNING,
                    "Left out of the view: {0}",
                    reading.statement().record().uri());
        }
    }

    private boolean isPut(ViewSchema view, Reading reading, Instant now) {
        try {
            store.put(view, List.of(reading), now);
            return true;
        } catch (RuntimeException e) {
            requireFaultOfRecord(e);
            LOG.log(
                    Level.INFO,
                    "Not taken by the database: {0}",
                    reading.statement().record().uri());
            return false;
        }
    }

    private static void requireFaultOfRecord(RuntimeException e) {
        if (!DataRefusal.isCauseOf(e)) {
            throw e;
        }
    }
}
