package org.computecontracts.pds;

import org.computecontracts.atproto.Allowance;

/** A repository that is locked for writing, with what its account needs for it. */
record RepoState(RepoHead head, byte[] signingKey, Allowance hour, Allowance day) {}
