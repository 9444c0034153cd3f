package org.computecontracts.compute;

import java.util.Locale;

/**
 * A machine to be made for one contract. The key names the contract; the user_data is what the guest gets, complete.
 *
 * @param hold under which room was held for it, if any was
 * @param name what the machine is called by people, in any letters; its host name is derived from it
 */
public record BuildOrder(String key, String hold, MachineSpec spec, String userData, String name) {
    public static final int MOST_KEY = 1000;

    private static final int MOST_LABEL = 63;

    public BuildOrder {
        if (key.isBlank() || key.length() > MOST_KEY) {
            throw new IllegalArgumentException("A build needs a key of 1 to " + MOST_KEY + " characters");
        }
    }

    /** One label (RFC 1123): a dash for whatever it cannot hold, none at its ends. */
    String hostName() {
        var label = dashed(name.toLowerCase(Locale.ROOT));
        var cut = dashed(label.substring(0, Math.min(MOST_LABEL, label.length())));
        return cut.isEmpty() ? "machine" : cut;
    }

    private static String dashed(String text) {
        return text.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
