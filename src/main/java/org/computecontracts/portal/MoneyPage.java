package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Side;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.books.Ledger;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.wallet.Wallets;
import org.jspecify.annotations.Nullable;

/** Behind {@code money.xhtml}. */
@Named
@Needs
@RequestScoped
public class MoneyPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    Wallets wallets;

    @Inject
    Ledger ledger;

    @Inject
    PaymentSettings money;

    @Inject
    Contracts contracts;

    @Inject
    Show show;

    private @Nullable List<Entry> entries;

    /** One payment, in either direction. */
    public record Entry(
            Payment payment, boolean incoming, @Nullable ContractLine contract) {
        public String other() {
            if (contract == null) {
                return "";
            }
            return incoming
                    ? contract.requesterHandle()
                    : contract.providerHandle().orElse("");
        }
    }

    public String getAddress() {
        return wallets.of(tenant.id()).address();
    }

    /** The balance, or why nobody can tell. */
    public String getBalance() {
        try {
            return show.money(wallets.balance(tenant.id()), money.currency());
        } catch (ProblemException e) {
            return e.detail();
        }
    }

    public boolean isChain() {
        return money.hasChain();
    }

    public String getNetwork() {
        return money.network();
    }

    public String getEarned() {
        return total(ledger.earned(tenant.id()));
    }

    public String getSpent() {
        return total(ledger.spent(tenant.id()));
    }

    public String amount(Entry entry) {
        return (entry.incoming() ? "+ " : "− ") + show.paid(entry.payment().amount());
    }

    private String total(List<Sum> sums) {
        return show.paid(sums.stream().map(Sum::amount).reduce(BigInteger.ZERO, BigInteger::add));
    }

    /** Latest first, both directions. */
    public List<Entry> getEntries() {
        if (entries == null) {
            var rented = byAccept(Side.REQUESTER);
            var provided = byAccept(Side.PROVIDER);
            entries = Stream.concat(
                            ledger.sent(tenant.id()).stream().map(p -> new Entry(p, false, rented.get(p.accept()))),
                            ledger.received(tenant.id()).stream()
                                    .map(p -> new Entry(p, true, provided.get(p.accept()))))
                    .sorted(Comparator.comparing(
                                    (Entry entry) -> entry.payment().at())
                            .reversed())
                    .toList();
        }
        return entries;
    }

    private Map<StrongRef, ContractLine> byAccept(Side side) {
        var known = new HashMap<StrongRef, ContractLine>();
        contracts.of(tenant.id(), side).forEach(c -> c.accept().ifPresent(accept -> known.put(accept, c)));
        return known;
    }
}
