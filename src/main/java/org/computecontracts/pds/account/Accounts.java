package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Settings;
import org.computecontracts.pds.PdsEvent;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.key.AccountKeys;
import org.computecontracts.pds.key.Passwords;
import org.computecontracts.pds.key.ReservedKeys;
import org.computecontracts.plc.PlcOperation;

/** Opens accounts, knows them by name, and has the keys that sign for them. */
@ApplicationScoped
public class Accounts {
    @Inject
    AccountStore accounts;

    @Inject
    AccountKeys keys;

    @Inject
    Passwords passwords;

    @Inject
    ReservedKeys reserved;

    @Inject
    HandleRules handles;

    @Inject
    Plc plc;

    @Inject
    Settings settings;

    @Inject
    Event<PdsEvent> events;

    @Inject
    Event<AtprotoEvent> news;

    @Inject
    Clock clock;

    /** The DID is registered before the account is there: a DID without an account harms nobody, the reverse would. */
    public Profile create(NewAccount wanted) {
        var handle = free(handles.check(wanted.handle()));
        Passwords.check(wanted.password());
        var signing = SigningKey.generate(Curve.K256);
        var rotation = SigningKey.generate(Curve.K256);
        var genesis = genesis(wanted, handle, signing, rotation);
        plc.submit(genesis.did(), genesis);
        return open(new Profile(genesis.did(), handle), wanted.password(), signing, rotation);
    }

    private Handle free(Handle handle) {
        if (accounts.find(handle).isPresent()) {
            throw PdsProblem.HANDLE_NOT_AVAILABLE.because("Handle already taken: %s", handle);
        }
        return handle;
    }

    private PlcOperation genesis(NewAccount wanted, Handle handle, SigningKey signing, SigningKey rotation) {
        var more = new LinkedHashMap<>(wanted.moreKeys());
        more.put("atproto", signing.didKey());
        return PlcOperation.genesis(handle, settings.publicUrl(), wanted.recoveryKeys(), more, rotation);
    }

    /** A place for an account that moves here with the DID it has: it rests until all of it is here. */
    public Profile welcome(Did did, NewAccount wanted) {
        var handle = free(handles.check(wanted.handle(), did));
        Passwords.check(wanted.password());
        var signing = reserved.of(did).orElseGet(() -> SigningKey.generate(Curve.K256));
        var profile =
                open(new Profile(did, handle, false), wanted.password(), signing, SigningKey.generate(Curve.K256));
        reserved.forget(did);
        return profile;
    }

    private Profile open(Profile profile, String password, SigningKey signing, SigningKey rotation) {
        var did = profile.did();
        var account = new Account(
                profile, passwords.hash(password), keys.sealSigning(signing, did), keys.sealRotation(rotation, did));
        accounts.open(account, signing, clock.instant());
        news.fire(new AtprotoEvent.IdentityChanged(did, Set.of(profile.handle())));
        events.fire(new PdsEvent.Sequenced());
        return profile;
    }

    public Optional<Profile> find(String handleOrDid) {
        return account(handleOrDid).map(Account::profile);
    }

    public Optional<Account> account(String handleOrDid) {
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

    public Account account(Did did) {
        return accounts.find(did).orElseThrow(() -> PdsProblem.REPO_NOT_FOUND.because("No account %s", did));
    }

    /** The key that signs the account's commits and service tokens. */
    public SigningKey signingKey(Did did) {
        return keys.signing(did, account(did).signingKey());
    }

    /** Domains below which handles may be had. */
    public List<String> domains() {
        return handles.domains();
    }
}
