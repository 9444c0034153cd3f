package org.computecontracts.market.contract;

/** What makes a contract be looked at before its time has come; the timer makes sure that none of it is missed. */
public enum Trigger {
    /** A person, or a program of theirs. */
    PERSON("the party itself"),
    /** Of the other party. */
    RECORD("a record"),
    /** Settled, or undone. */
    PAYMENT("a payment"),
    /** What has become of its build. */
    MACHINE("the machine"),
    /** A call through the proxy, or a tunnel. */
    WORKLOAD("the workload");

    private final String words;

    Trigger(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
