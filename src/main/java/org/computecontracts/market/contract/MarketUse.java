package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.AccountUse;
import org.computecontracts.market.protocol.MarketNsid;

/** Writes the records of both sides, lets a workload publish its SSH key, and tells the other side. */
@ApplicationScoped
class MarketUse implements AccountUse {
    @Override
    public Set<Nsid> collections() {
        return Set.of(
                MarketNsid.VM,
                MarketNsid.RFP,
                MarketNsid.BIDS_X402,
                MarketNsid.BIDS_FREE,
                MarketNsid.WIF_SIMPLE,
                MarketNsid.BID,
                MarketNsid.ACCEPT,
                MarketNsid.RECEIPT,
                MarketNsid.EVENT,
                MarketNsid.OFFERING,
                MarketNsid.VM_STARTED,
                MarketNsid.VM_ON_NETWORK,
                MarketNsid.VM_FAILED,
                MarketNsid.VM_DELETE,
                MarketNsid.SSH_PUBLIC_KEY);
    }

    @Override
    public Set<Nsid> methods() {
        return Set.of(MarketNsid.SUBMIT_RFP, MarketNsid.SUBMIT_BID, MarketNsid.SUBMIT_ACCEPT, MarketNsid.SUBMIT_EVENT);
    }
}
