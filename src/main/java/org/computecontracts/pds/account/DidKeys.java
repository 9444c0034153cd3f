package org.computecontracts.pds.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;
import org.computecontracts.pds.PdsEvent;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.key.AccountKeys;
import org.computecontracts.plc.PlcOperation;

/** Changes what the DID of an account says: its keys, its server. */
@ApplicationScoped
public class DidKeys {
    private static final String SERVICE = "AtprotoPersonalDataServer";

    @Inject
    Accounts accounts;

    @Inject
    AccountStore store;

    @Inject
    AccountKeys keys;

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

    /** What the DID should say for the account to live here. */
    public ObjectNode recommended(Did did) {
        var account = accounts.account(did);
        var json = Json.object();
        json.putArray("rotationKeys").add(keys.rotation(account).didKey());
        json.putArray("alsoKnownAs").add("at://" + account.profile().handle());
        json.putObject("verificationMethods").put("atproto", signing(account).didKey());
        json.putObject("services")
                .putObject("atproto_pds")
                .put("type", SERVICE)
                .put("endpoint", settings.publicUrl().toString());
        return json;
    }

    private SigningKey signing(Account account) {
        return keys.signing(account.profile().did(), account.signingKey());
    }

    /** The next operation of the DID, signed by our rotation key; what is not asked for stays as it is. */
    public PlcOperation signed(Did did, ObjectNode changes) {
        var account = accounts.account(did);
        return plc.last(did).followedBy(json -> json.setAll(changes), keys.rotation(account));
    }

    /** Hands an operation on, unless it would take the account's DID from this server: that is for its new server to do. */
    public void submit(Did did, PlcOperation operation) {
        var account = accounts.account(did);
        var json = operation.json();
        check(
                operation.rotationKeys().contains(keys.rotation(account).didKey()),
                "Rotation keys do not include the server's");
        check(
                json.at("/services/atproto_pds/type").asText().equals(SERVICE)
                        && json.at("/services/atproto_pds/endpoint")
                                .asText()
                                .equals(settings.publicUrl().toString()),
                "The PDS named is not this server");
        check(
                json.at("/verificationMethods/atproto")
                        .asText()
                        .equals(signing(account).didKey()),
                "Not the signing key of the account");
        check(
                json.at("/alsoKnownAs/0")
                        .asText()
                        .equals("at://" + account.profile().handle()),
                "Not the handle of the account");
        plc.submit(did, operation);
        tell(account.profile());
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw PdsProblem.INVALID_REQUEST.because("%s", message);
        }
    }

    /** A new key for commits and service tokens. It is kept before the directory names it, or none could sign after a crash. */
    public void rotate(Did did) {
        var account = accounts.account(did);
        checkListed(plc.last(did), account);
        var candidate = keys.sealSigning(SigningKey.generate(Curve.K256), did);
        var sealed = store.nextSigningKey(did, candidate);
        var key = keys.signing(did, sealed);
        change(account, json -> json.withObject("/verificationMethods").put("atproto", key.didKey()));
        store.adopt(account.profile(), sealed, key, clock.instant());
        news.fire(new AtprotoEvent.IdentityChanged(did, Set.of()));
        events.fire(new PdsEvent.Sequenced());
    }

    /** Takes the account's DID further in the directory, by our rotation key, unless it says all of that already. */
    void change(Account account, Consumer<ObjectNode> change) {
        var last = plc.last(account.profile().did());
        var next = last.followedBy(change, keys.rotation(account));
        if (!next.saysTheSame(last)) {
            checkListed(last, account);
            plc.submit(account.profile().did(), next);
        }
    }

    private void checkListed(PlcOperation last, Account account) {
        check(
                last.rotationKeys().contains(keys.rotation(account).didKey()),
                "The DID does not list the rotation key that the account has here");
    }

    private void tell(Profile profile) {
        news.fire(new AtprotoEvent.IdentityChanged(profile.did(), Set.of()));
        if (profile.active()) {
            store.tellIdentity(profile, clock.instant());
            events.fire(new PdsEvent.Sequenced());
        }
    }
}
