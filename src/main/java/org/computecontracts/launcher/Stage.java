package org.computecontracts.launcher;

import java.nio.file.Path;

/**
 * What a story needs of a running portal.
 *
 * @param nobody    its API, before signing in
 * @param passwords folder with the passwords of the three, which the person needs too to look around afterwards
 * @param paid      whether there is a chain to pay on
 */
record Stage(Api nobody, Path passwords, boolean paid) {
    /** Account 2 of the mnemonic "test test ... junk": the local chain gives it 1000 USDC. */
    private static final String FUNDED_KEY = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

    static Stage of(Site site) {
        var passwords = Folders.secret(site.plan().folders().data().resolve("passwords"));
        return new Stage(Api.of(site), passwords, site.chain().isPresent());
    }

    /** Someone with money, where there is a chain for it. */
    Party requester(String handle, Teller teller) {
        var party = signedIn(handle, teller);
        if (paid) {
            party.api().post("/api/wallet/key", Api.object().put("key", FUNDED_KEY));
        }
        return party;
    }

    private Party signedIn(String handle, Teller teller) {
        var password = new Secret(passwords.resolve(handle));
        var party = Party.of(handle, password, nobody);
        teller.step(2, handle + " has an account", party.did());
        return party;
    }

    /** Someone with a machine, the sandbox on this one, and a price. */
    Party provider(String handle, String price, Teller teller) {
        var party = signedIn(handle, teller);
        if (party.api().get("/api/builders").isEmpty()) {
            var builder = Api.object()
                    .put("name", "sandbox")
                    .put("backend", "sandbox")
                    .put("cpus", 2)
                    .put("mem", "2G")
                    .put("disk", "8G")
                    .put("price", paid ? price : "0")
                    .put("currency", "USDC")
                    .put("frequency", "once");
            party.api().post("/api/builders", builder);
        }
        return party;
    }
}
