package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;

/** Opens accounts, knows them by name, and signs for them. */
@ApplicationScoped
public class Accounts {
    @Inject
    AccountStore accounts;

    @Inject
    HandleRules handles;

    @Inject
    Plc plc;

    @Inject
    Limits limits;

    @Inject
    Vault vault;

    @Inject
    Settings settings;

    @Inject
    Event<PdsEvent> events;

    @Inject
    Clock clock;

    /** The DID is registered before the account is there: a DID without an account harms nobody, the reverse would. */
    public Profile create(NewAccount wanted) {
        var handle = handles.check(wanted.handle());
        Passwords.check(wanted.password());
        if (accounts.find(handle).isPresent()) {
            throw PdsProblem.HANDLE_NOT_AVAILABLE.because("Handle already taken: %s", handle);
        }
        var signing = SigningKey.generate(Curve.K256);
        var rotation = SigningKey.generate(Curve.K256);
        var genesis = genesis(wanted, handle, signing, rotation);
        plc.register(genesis);
        var profile = new Profile(genesis.did(), handle);
        accounts.open(account(profile, wanted.password(), signing, rotation), signing, clock.instant());
        events.fireAsync(new PdsEvent.Sequenced());
        return profile;
    }

    private PlcOperation genesis(NewAccount wanted, Handle handle, SigningKey signing, SigningKey rotation) {
        var keys = new LinkedHashMap<>(wanted.moreKeys());
        keys.put("atproto", signing.didKey());
        return PlcOperation.genesis(handle, settings.publicUrl(), wanted.recoveryKeys(), keys, rotation);
    }

    private Account account(Profile profile, String password, SigningKey signing, SigningKey rotation) {
        return new Account(
                profile,
                Passwords.hash(password),
                vault.seal(signing.stored(), purpose("signing_key", profile.did())),
                vault.seal(rotation.stored(), purpose("rotation_key", profile.did())));
    }

    private static String purpose(String column, Did did) {
        return "pds_account." + column + "." + did;
    }

    /** AUTHENTICATION_REQUIRED when the account or the password is wrong, and no word which of them. */
    public Profile signIn(String identifier, String password, String address) {
        limits.signIn(identifier, address);
        var account = account(identifier);
        if (account.isEmpty()) {
            Passwords.matches(password, Passwords.NOBODYS);
        }
        return account.filter(a -> a.hasPassword(password))
                .orElseThrow(() -> PdsProblem.AUTHENTICATION_REQUIRED.because("Invalid identifier or password"))
                .profile();
    }

    public Optional<Profile> find(String handleOrDid) {
        return account(handleOrDid).map(Account::profile);
    }

    private Optional<Account> account(String handleOrDid) {
        try {
            return handleOrDid.startsWith("did:")
                    ? accounts.find(new Did(handleOrDid))
                    : accounts.find(new Handle(handleOrDid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Optional<Profile> find(Did did) {
        return accounts.find(did).map(Account::profile);
    }

    /** The key that signs the account's commits and service tokens. */
    public SigningKey signingKey(Did did) {
        var account = accounts.find(did).orElseThrow(() -> PdsProblem.REPO_NOT_FOUND.because("No account %s", did));
        return SigningKey.of(vault.open(account.signingKey(), purpose("signing_key", did)));
    }

    /** Domains below which handles may be had. */
    public List<String> domains() {
        return handles.domains();
    }
}
