package org.computecontracts.kernel.work;

/**
 * A table whose rows are work that must not be lost. Of each row {@code due_at} says from when it is to be done, {@code
 * claimed_by} who has it in hand, and {@code claimed_until} until when without a sign of life; where it is counted, {@code
 * attempts} says how often it was taken. All but the names of columns is SQL.
 *
 * @param type of the key
 * @param waiting which rows are work: what is done is not, nor what was given up
 * @param rank what goes before that which is due longest
 * @param owner for whom a row is: owners are served one beside the other
 * @param ofOne how many of one owner's one node has in hand together
 * @param counted whether each claim is an attempt
 */
public record WorkQueue(
        String table, String key, String type, String waiting, String rank, String owner, int ofOne, boolean counted) {
    /** First come, first served. */
    public static WorkQueue of(String table, String key, String type, String waiting) {
        return new WorkQueue(table, key, type, waiting, "0", key, 1, false);
    }

    public WorkQueue rankedBy(String first) {
        return new WorkQueue(table, key, type, waiting, first, owner, ofOne, counted);
    }

    public WorkQueue fairTo(String everybody, int most) {
        return new WorkQueue(table, key, type, waiting, rank, everybody, most, counted);
    }

    public WorkQueue counting() {
        return new WorkQueue(table, key, type, waiting, rank, owner, ofOne, true);
    }

    /** A statement about queues as one about this one. */
    String in(String statement) {
        return statement
                .replace("%key", key)
                .replace("%type", type)
                .replace("%owner", owner)
                .replace("%rank", rank)
                .replace("%table", table)
                .replace("%waiting", waiting)
                .replace("%counted", counted ? ", attempts = attempts + 1" : "");
    }
}
