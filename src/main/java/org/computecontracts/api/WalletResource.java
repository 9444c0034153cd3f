package org.computecontracts.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.books.Ledger;
import org.computecontracts.payment.wallet.Wallets;

/** The tenant's money: address, balance, books. */
@Path("wallet")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs
public class WalletResource {
    @Inject
    CurrentTenant tenant;

    @Inject
    Wallets wallets;

    @Inject
    Ledger ledger;

    /** Address and what it holds, in units of the asset. */
    public record Purse(String address, BigDecimal balance) {}

    /** What came in and what went out. */
    public record Books(List<Sum> earned, List<Sum> spent, List<Payment> received, List<Payment> sent) {}

    /** A private key, in hex, to take the place of the one made by us. */
    public record ImportedKey(@NotBlank String key) {
        @Override
        public String toString() {
            return "ImportedKey";
        }
    }

    @GET
    public Purse purse() {
        return new Purse(wallets.of(tenant.id()).address(), wallets.balance(tenant.id()));
    }

    @GET
    @Path("books")
    public Books books() {
        var id = tenant.id();
        return new Books(ledger.earned(id), ledger.spent(id), ledger.received(id), ledger.sent(id));
    }

    @Needs(Right.MANAGE)
    @POST
    @Path("key")
    public Purse importKey(@Valid @NotNull ImportedKey imported) {
        wallets.importKey(tenant.id(), imported.key());
        return purse();
    }
}
