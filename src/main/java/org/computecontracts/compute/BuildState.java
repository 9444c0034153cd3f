package org.computecontracts.compute;

/** How far a build has come. Forward only, but for a half-made machine that is built anew. */
public enum BuildState {
    /** Ordered; waits for room on a builder. */
    QUEUED,
    /** The machine is being made, or runs its user_data. */
    BUILDING,
    /** cloud-init has finished. */
    RUNNING,
    /** Ended otherwise than asked; the machine is gone. */
    FAILED,
    /** Asked to end; being torn down. */
    STOPPING,
    /** Ended as asked; nothing of the machine is left. */
    STOPPED;

    public boolean isOver() {
        return this == FAILED || this == STOPPED;
    }
}
