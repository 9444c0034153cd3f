package org.computecontracts.payment;

import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.payment.books.Ledger;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.ChainStore;
import org.computecontracts.payment.chain.Depth;
import org.computecontracts.payment.chain.GasAccount;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.payer.OutgoingStore;
import org.computecontracts.payment.payer.PaymentSigner;
import org.computecontracts.payment.payer.Payments;
import org.computecontracts.payment.payer.Reconciliation;
import org.computecontracts.payment.seller.AttemptStore;
import org.computecontracts.payment.seller.AuthorizationBindings;
import org.computecontracts.payment.seller.ChargeStore;
import org.computecontracts.payment.seller.Facilitator;
import org.computecontracts.payment.seller.PaymentVerifier;
import org.computecontracts.payment.seller.Paywall;
import org.computecontracts.payment.seller.Recovery;
import org.computecontracts.payment.seller.Settlement;
import org.computecontracts.payment.seller.SettlementWait;
import org.computecontracts.payment.wallet.WalletStore;
import org.computecontracts.payment.wallet.Wallets;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.RecordedEvents;

/** The whole module on one database and one chain. A second bench on the same database is the module after a crash. */
public final class Bench {
    static final Vault VAULT = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));

    public final PaymentSettings settings = new PaymentSettings();
    public final RecordedEvents<PaymentEvent> events = new RecordedEvents<>();
    public final ChargeStore charges;
    public final AttemptStore attempts;
    private final ChainStore chains;
    final OutgoingStore outgoing;
    public final Chain chain = new Chain();
    public final Settlement settlement = new Settlement();
    public final Recovery recovery = new Recovery();
    public final AuthorizationBindings offers = new AuthorizationBindings();
    final PaymentVerifier inspection = new PaymentVerifier();
    public final Paywall paywall = new Paywall();
    public final Wallets wallets = new Wallets();
    public final Reconciliation reconciliation = new Reconciliation();
    public final Payments payments = new Payments();
    public final Facilitator facilitator = new Facilitator();
    public final Ledger ledger = new Ledger();
    private final Optional<URI> node;
    private final Optional<Path> gasKeyFile;

    public Bench(Database database, Optional<URI> node) throws IOException {
        this(database, node, Clock.systemUTC());
    }

    /** As after a restart of the portal: on the same chain, with the same key for gas. */
    public Bench again(Database database) throws IOException {
        var bench = new Bench(database, node);
        configure(bench.settings, "cc.payment.gas-key-file", gasKeyFile);
        return bench;
    }

    public Bench(Database database, Optional<URI> node, Clock clock) throws IOException {
        charges = database.store(ChargeStore.class);
        attempts = database.store(AttemptStore.class);
        chains = database.store(ChainStore.class);
        outgoing = database.store(OutgoingStore.class);
        this.node = node;
        gasKeyFile = Optional.of(gasKey());
        configure(settings, "cc.payment.rpc-url", node);
        configure(settings, "cc.payment.gas-key-file", gasKeyFile);
        configure(settings, "cc.payment.settle-wait", Duration.ofSeconds(5));
        var http = SafeHttp.with(true, Path.of("target"));
        var gas = new GasAccount();
        inject(gas, settings, VAULT);
        wireChain(http, gas, clock);
        wireSeller(gas, clock);
        wirePayer(http, database.store(WalletStore.class), clock);
        inject(ledger, charges, outgoing);
    }

    private static Path gasKey() throws IOException {
        var file = Files.createTempFile(Path.of("target"), "gas", ".key");
        return Files.writeString(file, LocalChain.GAS_KEY + "\n");
    }

    private void wireChain(SafeHttp http, GasAccount gas, Clock clock) {
        inject(chain, settings, http, gas, chains, clock);
        inject(inspection, settings, gas, clock);
        inject(settlement, settings, chain, depth(), gas, inspection, charges, attempts, VAULT, events, clock);
        inject(recovery, settings, chain, depth(), gas, charges, attempts, settlement, clock);
    }

    private Depth depth() {
        var depth = new Depth();
        inject(depth, settings);
        return depth;
    }

    private void wireSeller(GasAccount gas, Clock clock) {
        inject(offers, settings, charges, VAULT, clock);
        var patience = new SettlementWait();
        inject(patience, settings, settlement, chain);
        inject(paywall, settings, chain, charges, inspection, offers, patience, clock);
        inject(facilitator, settings, chain, gas, charges, inspection, offers, patience, clock);
    }

    private void wirePayer(SafeHttp http, WalletStore store, Clock clock) {
        inject(wallets, store, VAULT, chain, settings);
        var purse = new PaymentSigner();
        inject(purse, settings, wallets, store, outgoing, chain, VAULT, clock);
        inject(payments, http, VAULT);
        inject(reconciliation, settings, chain, depth(), outgoing, clock);
        inject(payments, reconciliation, outgoing, purse, clock);
    }
}
