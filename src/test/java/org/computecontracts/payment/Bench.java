package org.computecontracts.payment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.computecontracts.kernel.SafeHttp;
import org.computecontracts.kernel.Vault;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.RecordedEvents;

/** The whole module on one database and one chain. A second bench on the same database is the module after a crash. */
final class Bench {
    static final Vault VAULT = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));

    final PaymentSettings settings = new PaymentSettings();
    final RecordedEvents<PaymentEvent> events = new RecordedEvents<>();
    final ChargeStore charges;
    final AttemptStore attempts;
    final OutgoingStore outgoing;
    final Chain chain = new Chain();
    final Settlement settlement = new Settlement();
    final Recovery recovery = new Recovery();
    final Offers offers = new Offers();
    final Inspection inspection = new Inspection();
    final Paywall paywall = new Paywall();
    final Wallets wallets = new Wallets();
    final Reconciliation reconciliation = new Reconciliation();
    final Payments payments = new Payments();
    final Facilitator facilitator = new Facilitator();
    final Ledger ledger = new Ledger();

    Bench(Database database, Optional<URI> node) throws IOException {
        this(database, node, Clock.systemUTC());
    }

    Bench(Database database, Optional<URI> node, Clock clock) throws IOException {
        charges = database.store(ChargeStore.class);
        attempts = database.store(AttemptStore.class);
        outgoing = database.store(OutgoingStore.class);
        settings.rpcUrl = node;
        settings.gasKeyFile = Optional.of(gasKey());
        settings.settleWait = Duration.ofSeconds(5);
        var http = SafeHttp.with(true, Path.of("target"));
        var gas = new GasAccount();
        gas.settings = settings;
        gas.vault = VAULT;
        wireChain(http, gas, clock);
        wireSeller(gas, clock);
        wirePayer(http, database.store(WalletStore.class), clock);
        ledger.charges = charges;
        ledger.outgoing = outgoing;
    }

    private static Path gasKey() throws IOException {
        var file = Files.createTempFile(Path.of("target"), "gas", ".key");
        return Files.writeString(file, LocalChain.GAS_KEY + "\n");
    }

    private void wireChain(SafeHttp http, GasAccount gas, Clock clock) {
        chain.settings = settings;
        chain.http = http;
        chain.gas = gas;
        chain.attempts = attempts;
        chain.clock = clock;
        inspection.settings = settings;
        inspection.gas = gas;
        inspection.clock = clock;
        settlement.settings = settings;
        settlement.chain = chain;
        settlement.depth = depth();
        settlement.gas = gas;
        settlement.inspection = inspection;
        settlement.charges = charges;
        settlement.attempts = attempts;
        settlement.vault = VAULT;
        settlement.events = events;
        settlement.clock = clock;
        recovery.settings = settings;
        recovery.chain = chain;
        recovery.depth = depth();
        recovery.gas = gas;
        recovery.charges = charges;
        recovery.attempts = attempts;
        recovery.settlement = settlement;
        recovery.clock = clock;
    }

    private Depth depth() {
        var depth = new Depth();
        depth.settings = settings;
        return depth;
    }

    private void wireSeller(GasAccount gas, Clock clock) {
        offers.settings = settings;
        offers.charges = charges;
        offers.vault = VAULT;
        offers.clock = clock;
        var patience = new Patience();
        patience.settings = settings;
        patience.settlement = settlement;
        patience.chain = chain;
        paywall.settings = settings;
        paywall.chain = chain;
        paywall.charges = charges;
        paywall.inspection = inspection;
        paywall.offers = offers;
        paywall.patience = patience;
        paywall.clock = clock;
        facilitator.settings = settings;
        facilitator.chain = chain;
        facilitator.gas = gas;
        facilitator.charges = charges;
        facilitator.inspection = inspection;
        facilitator.offers = offers;
        facilitator.patience = patience;
        facilitator.clock = clock;
    }

    private void wirePayer(SafeHttp http, WalletStore store, Clock clock) {
        wallets.store = store;
        wallets.vault = VAULT;
        wallets.chain = chain;
        wallets.settings = settings;
        var purse = new Purse();
        purse.settings = settings;
        purse.wallets = wallets;
        purse.store = store;
        purse.outgoing = outgoing;
        purse.chain = chain;
        purse.vault = VAULT;
        purse.clock = clock;
        payments.http = http;
        payments.vault = VAULT;
        reconciliation.settings = settings;
        reconciliation.chain = chain;
        reconciliation.depth = depth();
        reconciliation.outgoing = outgoing;
        reconciliation.clock = clock;
        payments.reconciliation = reconciliation;
        payments.outgoing = outgoing;
        payments.purse = purse;
        payments.clock = clock;
    }
}
