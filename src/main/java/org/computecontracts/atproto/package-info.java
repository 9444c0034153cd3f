/**
 * The AT Protocol as data and as a client: identifiers, DAG-CBOR and CIDs, repositories, attestations, identity
 * resolution, XRPC, service auth, lexicons.
 *
 * <p>Always: a record is kept as the JSON it came as; a CID is recomputed before it is believed.
 *
 * <p>Not here: accounts and their sessions (identity), serving repositories (pds).
 */
@AppModule(exports = {"attestation", "lexicon", "pds", "repo", "resolution", "xrpc"})
@NullMarked
package org.computecontracts.atproto;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;
