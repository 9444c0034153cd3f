package org.computecontracts.pds.key;

import org.computecontracts.pds.Profile;

/** One account with its secrets: the hash of its password, and its keys as they are sealed. */
public record Account(Profile profile, String passwordHash, byte[] signingKey, byte[] rotationKey) {
    public boolean hasPassword(String password) {
        return Passwords.matches(password, passwordHash);
    }

    @Override
    public String toString() {
        return "Account[" + profile + "]";
    }
}
