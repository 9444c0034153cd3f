package org.computecontracts.pds;

/** A repository that is locked for writing, with what its account needs for it. */
record RepoState(RepoHead head, byte[] signingKey, Allowance hour, Allowance day) {}
