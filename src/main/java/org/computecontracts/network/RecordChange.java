package org.computecontracts.network;

/** A record that changed, and the place from which to ask for what changed after it. */
public record RecordChange(ChangePoint at, SeenRecord record) {}
