package org.computecontracts.container;

/** What a test has kept and tells of: whether it was committed is for the observers to find out. */
record Kept(String duty) {}
