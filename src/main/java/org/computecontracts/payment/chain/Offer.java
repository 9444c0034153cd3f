package org.computecontracts.payment.chain;

import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.TokenDomain;

/**
 * An authorization shown to us, before it is bound to what it shall pay for.
 *
 * @param fromBlock the first block that could hold a transfer made for it
 */
public record Offer(
        UUID id,
        TenantId tenant,
        Optional<StrongRef> accept,
        String resource,
        int x402Version,
        String network,
        TokenDomain domain,
        Authorization authorization,
        byte[] signatureSealed,
        long fromBlock) {}
