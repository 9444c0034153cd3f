package org.computecontracts.appview.drill;

import java.util.List;
import org.computecontracts.atproto.Did;

/** What came of comparing the view with the one made anew; see {@link Drill} for its parts. */
record DrillResult(int repos, int aside, long records, String before, String after, List<Did> differing) {
    private static final int MOST = 10;

    /**
     * @param known accounts that there are, compared or not
     * @param records how many the new view has
     */
    static DrillResult of(ViewCut before, ViewCut after, int known, long records) {
        var compared = before.comparable(after);
        return new DrillResult(
                compared.size(),
                known - compared.size(),
                records,
                before.digest(compared),
                after.digest(compared),
                before.differing(compared, after).stream().limit(MOST).toList());
    }
}
