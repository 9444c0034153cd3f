package org.computecontracts.api;

/** The answer once given to an Idempotency-Key, and a digest of what was asked. */
record GivenAnswer(String fingerprint, int status, String body) {}
