package org.computecontracts.appview;

import java.time.Instant;
import java.util.Optional;
import org.computecontracts.appview.dialect.Statement;
import org.computecontracts.atproto.Did;

/**
 * A statement with what was found when it was checked.
 *
 * @param judged what its signatures prove, in a sentence
 * @param issuer who is said to have signed; empty when nobody
 * @param invalid why nobody may act on it; empty when it may count
 * @param gone when it was heard that its repository has it no more
 */
record Reading(
        Statement statement,
        Attested attested,
        String judged,
        String issuer,
        Optional<Instant> said,
        String invalid,
        Optional<Instant> gone) {
    /** The same as far as every database can keep it. */
    Reading unkept(String why) {
        return new Reading(statement, attested, "", "", said, why, gone);
    }

    Did author() {
        return statement.record().author();
    }
}
