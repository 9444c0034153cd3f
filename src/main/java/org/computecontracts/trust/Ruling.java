package org.computecontracts.trust;

/** What a policy says to one case. */
record Ruling(boolean allow, String rule, String reason) {}
