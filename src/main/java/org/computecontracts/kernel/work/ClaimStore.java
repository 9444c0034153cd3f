package org.computecontracts.kernel.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/**
 * Who has in hand which row of which queue. Several nodes may work at one queue: none waits for another, and what one has that
 * stands still is another's after a while.
 */
@ApplicationScoped
@Transactional
public class ClaimStore {
    /** How many of those that are due longest are looked through for fair turns. */
    private static final int REACH = 200;

    /** A claim puts the row off until its lease ends, so that whoever makes it due meanwhile can be told. */
    private static final String CLAIM = """
            with waiting as (
                select %key as key, cast(%owner as text) as owner, %rank as rank, due_at from %table
                where (%waiting) and due_at <= :now and (claimed_until is null or claimed_until <= :now)
                    and cast(%owner as text) <> all (select h from unnest(:held) as h
                        group by h having count(*) >= :ofOne)
                order by rank, due_at limit :reach for update skip locked),
            turns as (
                select key, owner, rank, due_at, row_number() over (partition by owner order by rank, due_at)
                    + (select count(*) from unnest(:held) as h where h = owner) as turn
                from waiting),
            chosen as (
                select key, owner, row_number() over (order by rank, turn, due_at) as place from turns
                where turn <= :ofOne order by place limit :most),
            claimed as (
                update %table w set claimed_by = :holder, claimed_until = :until, due_at = :until%counted
                from chosen where w.%key = chosen.key
                returning w.*, chosen.key as claimed_key, chosen.owner as claimed_owner, chosen.place)
            select * from claimed order by place""";

    private static final String RENEW = """
            update %table set claimed_until = :until,
                due_at = case when due_at = claimed_until then :until else due_at end
            where %key in (select %key from %table where claimed_by = :holder
                and %key = any (cast(:keys as %type[])) order by %key for update)
            returning %key as renewed""";

    private static final String RELEASE = """
            update %table set claimed_by = null, claimed_until = null,
                due_at = case when due_at = claimed_until then :next else due_at end
            where %key = cast(:key as %type) and claimed_by = :holder""";

    @PersistenceContext
    EntityManager em;

    /**
     * What is due and nobody has in hand, first that whose turn it is.
     *
     * @param read makes the work of a claim and of its row, which counts this attempt already
     */
    public <T> List<T> claim(WorkQueue queue, ClaimTurn turn, BiFunction<Claim, Row, T> read) {
        return Sql.of(em, queue.in(CLAIM))
                .with("now", turn.now())
                .with("until", turn.until())
                .with("holder", turn.holder())
                .with("held", turn.held())
                .with("ofOne", queue.ofOne())
                .with("reach", Math.max(REACH, turn.most()))
                .with("most", turn.most())
                .returning(row -> read.apply(claim(row), row));
    }

    private static Claim claim(Row row) {
        return new Claim(row.text("claimed_key"), row.text("claimed_owner"), row.text("claimed_by"));
    }

    /** It takes longer. Gives those that are still this holder's. */
    public Set<String> renew(WorkQueue queue, String holder, Collection<String> keys, Instant until) {
        return Set.copyOf(Sql.of(em, queue.in(RENEW))
                .with("holder", holder)
                .with("keys", keys)
                .with("until", until)
                .returning(row -> row.text("renewed")));
    }

    /** Out of hand. It is due then, or when somebody said while it was in hand; false when it is another's by now. */
    public boolean release(WorkQueue queue, Claim claim, Instant next) {
        return release(queue, claim.holder(), claim.key(), next);
    }

    public boolean release(WorkQueue queue, String holder, String key, Instant next) {
        return Sql.of(em, queue.in(RELEASE))
                        .with("key", key)
                        .with("holder", holder)
                        .with("next", next)
                        .update()
                == 1;
    }
}
