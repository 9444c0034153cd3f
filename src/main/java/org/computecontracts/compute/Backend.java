package org.computecontracts.compute;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can make machines. Everything is keyed by the build's id and safe to repeat, also after the portal was killed. */
public interface Backend {
    /** What a machine's builder is registered with. */
    String name();

    /** Why no machine can be made here, in one sentence; empty when it can. */
    Optional<String> unready();

    Standing standing(UUID id);

    /** Makes a machine from nothing and starts it; returns when it runs its user_data. */
    void launch(MachineOrder order, Watch watch);

    /** Hears a machine that runs already, from where the order says; again is fine. */
    void attach(MachineOrder order, Watch watch);

    /** Ends the machine and removes whatever there is of it. */
    void tearDown(UUID id);

    /** The public half of the guest's ed25519 host key, as its disk holds it. */
    Optional<String> hostKey(UUID id);

    /** Bytes carried in and out since the count that the order started with, that count included. */
    long networkBytes(UUID id);

    /** Why a machine that has ended did so, as far as can be seen from here. */
    String lastWords(UUID id);

    /** What there is of a machine. */
    enum Standing {
        /** Nothing, or less than a started machine. */
        NONE,
        ALIVE,
        /** By itself. */
        ENDED,
        /** With its host, which was started anew: no act of its own. */
        LOST
    }

    /** Told by a machine, on a thread of the backend's. */
    interface Watch {
        void printed(List<ConsoleLine> lines);

        /** cloud-init has ended; the error is empty when all went well. */
        void finished(String error);

        /** The machine has used up its network volume and is cut off. */
        void exhausted();
    }
}
