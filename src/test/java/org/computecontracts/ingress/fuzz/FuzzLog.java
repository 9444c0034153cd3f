package org.computecontracts.ingress.fuzz;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts what is logged meanwhile instead of printing it: for hostile input one line will do. */
class FuzzLog extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final FuzzReport report;
    private final List<Handler> others = List.of(ROOT.getHandlers());

    FuzzLog(FuzzReport report) {
        this.report = report;
        others.forEach(ROOT::removeHandler);
        ROOT.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        report.count("log lines");
        if (line.getThrown() != null) {
            report.failed("log", "", "a stack trace: " + line.getMessage(), String.valueOf(line.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
        others.forEach(ROOT::addHandler);
    }
}
