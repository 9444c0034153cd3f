package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import org.computecontracts.ingress.fuzz.FuzzLink.Held;

/** Honest exchanges beside and right after tricks on one and the same connection: they may fail, but only cleanly. */
class FuzzMixedVisitor extends FuzzHostileVisitor {
    private final boolean mild;

    FuzzMixedVisitor(FuzzRun run, int number, FuzzLink link) {
        super(run, number, link);
        mild = !run.plan().isPartial();
    }

    @Override
    void exchange(Held held) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> honest(FuzzHonest.of(random, honestMark(), mild ? FuzzTrick.mild(random) : ""), held, true);
            case 1, 2 -> honest(FuzzHonest.of(random, honestMark(), ""), held, true);
            default -> hostile(next().legal(), held);
        }
    }
}
