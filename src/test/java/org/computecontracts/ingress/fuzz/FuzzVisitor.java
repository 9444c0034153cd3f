package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.computecontracts.ingress.fuzz.FuzzBroken.How;
import org.computecontracts.ingress.fuzz.FuzzLink.Held;

/** One visitor, one exchange after the other, each of which its seed and number determine. */
abstract class FuzzVisitor implements Runnable {
    static final int DEADLINE_MILLIS = 10_000;

    final FuzzReport report;
    final FuzzLink link;
    final RandomGenerator random;
    private final FuzzRun run;
    private final int number;
    private int exchanges;

    FuzzVisitor(FuzzRun run, int number, FuzzLink link) {
        this.run = run;
        this.report = run.report;
        this.number = number;
        this.link = link;
        this.random = run.random(number);
    }

    @Override
    public void run() {
        while (waitForTurn() && report.begins()) {
            try {
                var held = link.take();
                try {
                    exchange(held);
                } finally {
                    link.giveBack(held);
                }
            } catch (IOException | RuntimeException e) {
                report.failed("door", "visitor " + number, e + " at " + link, "");
            }
        }
        link.retire();
    }

    /** False when there is none any more. */
    boolean waitForTurn() {
        return true;
    }

    abstract void exchange(Held held) throws IOException;

    String honestMark() {
        return FuzzMark.honest(number, ++exchanges);
    }

    String hostileMark() {
        return FuzzMark.hostile(number, ++exchanges);
    }

    void failed(String kind, String mark, String why, Held held) {
        report.failed(
                kind,
                mark,
                "%s, exchange %d of visitor %d at %s".formatted(why, exchanges, number, link),
                held.history() + "\n        " + String.join("\n        ", run.history(mark)));
    }

    /** Looks for what belongs to others in all that came. */
    boolean isClean(String seen, Set<String> own, String mark, Held held) {
        var foreign = FuzzMark.foreign(seen, own);
        var others = FuzzMark.foreign(seen, Set.of(mark));
        if (!others.isEmpty() && held.belated.containsAll(others)) {
            // Its own answer comes to another on this connection now
            held.belated.add(mark);
        }
        if (!foreign.isEmpty() && held.belated.containsAll(foreign)) {
            report.count("own belated answer");
        } else if (!foreign.isEmpty()) {
            failed("FOREIGN", mark, "received what belongs to " + foreign, held);
        }
        return foreign.isEmpty();
    }

    /** One honest exchange, whatever has been on its connection before; {@code mayFail} cleanly, but for hanging. */
    void honest(FuzzHonest honest, Held held, boolean mayFail) {
        held.remember(honest.request().method() + " " + honest.request().path());
        try {
            judge(honest, held.connection.exchange(honest.request(), DEADLINE_MILLIS), held, mayFail);
        } catch (FuzzBroken broken) {
            held.remember("(" + broken.getMessage() + ")");
            if (!isClean(broken.seen, Set.of(honest.mark()), honest.mark(), held)) {
                return;
            }
            if (broken.how == How.HANGS || !mayFail && broken.how != How.UNTOUCHED) {
                failed(
                        "honest-" + broken.how.name().toLowerCase(java.util.Locale.ROOT),
                        honest.mark(),
                        broken.getMessage(),
                        held);
            } else {
                report.count("honest, failed cleanly");
            }
        }
    }

    private void judge(FuzzHonest honest, FuzzAnswer answer, Held held, boolean mayFail) {
        var problem = honest.problem(answer);
        if (!isClean(answer.text(), Set.of(honest.mark()), honest.mark(), held)) {
            return;
        }
        if (problem.isEmpty()) {
            report.count("honest, answered");
        } else if (mayFail && answer.status() >= 500 && !honest.isMild() && held.belated.isEmpty()) {
            // No connection that a trick has spoilt may be used for it
            failed("honest-spoilt", honest.mark(), problem.get() + " in " + head(answer), held);
        } else if (mayFail && (answer.status() >= 500 || isPlayed(honest, answer))) {
            report.count("honest, failed cleanly");
        } else {
            failed("honest-wrong", honest.mark(), problem.get() + " in " + head(answer), held);
        }
    }

    /** The answer that its own mild trick gave in place of the honest one. */
    private static boolean isPlayed(FuzzHonest honest, FuzzAnswer answer) {
        return honest.isMild() && answer.header("x-echo").isEmpty();
    }

    private static String head(FuzzAnswer answer) {
        var text = answer.text();
        return text.substring(0, Math.min(text.length(), 400));
    }
}
