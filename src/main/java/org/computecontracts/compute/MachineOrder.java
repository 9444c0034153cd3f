package org.computecontracts.compute;

import java.util.UUID;

/** What a backend needs to make a machine or to go on with it: the last console line known and the bytes counted so far. */
public record MachineOrder(
        UUID id, MachineSpec spec, String hostName, String userData, long lastLine, long networkBytes) {}
