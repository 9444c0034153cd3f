package org.computecontracts.ingress.fuzz;

import org.computecontracts.ingress.fuzz.FuzzLink.Held;

/** Does nothing but what browsers do, and must notice nothing of what others do. */
class FuzzHonestVisitor extends FuzzVisitor {
    FuzzHonestVisitor(FuzzRun run, int number, FuzzLink link) {
        super(run, number, link);
    }

    @Override
    boolean waitForTurn() {
        while (!report.isHonestsTurn() && report.isGoingOn()) {
            FuzzPause.of(1);
        }
        return report.isGoingOn();
    }

    @Override
    void exchange(Held held) {
        report.honest();
        honest(FuzzHonest.of(random, honestMark(), ""), held, false);
    }
}
