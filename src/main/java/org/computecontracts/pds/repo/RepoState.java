package org.computecontracts.pds.repo;

import org.computecontracts.atproto.xrpc.Allowance;
import org.computecontracts.pds.record.RepoHead;

/** A repository that is locked for writing, with what its account needs for it. */
record RepoState(RepoHead head, byte[] signingKey, Allowance hour, Allowance day) {}
