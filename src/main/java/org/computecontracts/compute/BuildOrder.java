package org.computecontracts.compute;

/** A machine to be made for one contract. The key names the contract; the user_data is what the guest gets, complete. */
public record BuildOrder(String key, MachineSpec spec, String userData, String hostName) {
    public BuildOrder {
        if (key.isBlank() || key.length() > 1000) {
            throw new IllegalArgumentException("A build needs a key of 1 to 1000 characters");
        }
        if (!hostName.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("Not a host name of one label: " + hostName);
        }
    }
}
