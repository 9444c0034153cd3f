package org.computecontracts.kernel.work;

/** Work in hand. */
public interface Claimed {
    Claim claim();
}
