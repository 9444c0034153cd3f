package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.USER_DATA_REFUSED;

/** A file that the guest's root finds when its commands start; permissions as in cloud-init, {@code "0600"}. */
public record GuestFile(String path, String permissions, String content) {
    public GuestFile {
        if (!path.startsWith("/")) {
            throw USER_DATA_REFUSED.because("A guest file needs an absolute path, not %s", path);
        }
        if (!permissions.matches("0[0-7]{3}")) {
            throw USER_DATA_REFUSED.because("Permissions of %s must be four octal digits, not %s", path, permissions);
        }
    }
}
