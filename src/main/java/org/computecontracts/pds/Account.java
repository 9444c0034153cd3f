package org.computecontracts.pds;

/** One account with its secrets: the hash of its password, and its keys as they are sealed. */
record Account(Profile profile, String passwordHash, byte[] signingKey, byte[] rotationKey) {
    boolean hasPassword(String password) {
        return Passwords.matches(password, passwordHash);
    }

    @Override
    public String toString() {
        return "Account[" + profile + "]";
    }
}
