package org.computecontracts.appview.drill;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;

/**
 * What the view is at one moment, account by account: strangers go on writing, so two views can only be compared where both
 * have read equally far.
 *
 * @param read how far each account's repository had been read
 * @param records a hash over the records that there are, by account
 * @param said a hash over what came of them, by account
 */
record ViewCut(Map<Did, Tid> read, Map<Did, String> records, Map<Did, String> said) {
    /** Accounts of which both have read the same, in the order of their names. */
    List<Did> comparable(ViewCut other) {
        return read.entrySet().stream()
                .filter(entry -> entry.getValue().equals(other.read.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Did::value))
                .toList();
    }

    /** Of these accounts, those with which the other view has come out otherwise. */
    List<Did> differing(List<Did> accounts, ViewCut other) {
        return accounts.stream()
                .filter(account -> !of(account).equals(other.of(account)))
                .toList();
    }

    /** One hash over all that is known of these accounts. */
    String digest(List<Did> accounts) {
        var all = accounts.stream().map(account -> account + " " + of(account)).collect(Collectors.joining("\n"));
        return Cid.ofRaw(all.getBytes(StandardCharsets.UTF_8)).value();
    }

    private String of(Did account) {
        return records.getOrDefault(account, "") + " " + said.getOrDefault(account, "");
    }
}
