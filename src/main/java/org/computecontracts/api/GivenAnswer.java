package org.computecontracts.api;

/** The answer once given to an Idempotency-Key. */
record GivenAnswer(int status, String body) {}
