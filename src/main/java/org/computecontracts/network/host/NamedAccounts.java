package org.computecontracts.network.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;

/** The accounts that a record names anywhere, its author first; some of them, when it names very many. */
public final class NamedAccounts {
    private static final Pattern ACCOUNT = Pattern.compile("did:(plc:[a-z2-7]{24}|web:[a-zA-Z0-9.%-]{1,253})");
    private static final int MOST = 20;
    private static final int MAX_TEXT = 3000;

    private final Set<Did> found = new LinkedHashSet<>();

    private NamedAccounts() {}

    public static Set<Did> of(AtUri uri, JsonNode json) {
        var accounts = new NamedAccounts();
        accounts.add(uri.value());
        accounts.collect(json);
        return accounts.found;
    }

    private void collect(JsonNode node) {
        if (node.isTextual()) {
            add(node.textValue());
        }
        node.forEach(this::collect);
    }

    private void add(String text) {
        var accounts = ACCOUNT.matcher(text.substring(0, Math.min(text.length(), MAX_TEXT)));
        while (found.size() < MOST && accounts.find()) {
            if (Did.isValid(accounts.group())) {
                found.add(new Did(accounts.group()));
            }
        }
    }
}
