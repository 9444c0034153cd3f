package org.computecontracts.atproto.lexicon;

import org.computecontracts.atproto.Nsid;

/** A reference from one lexicon to a definition, with its lexicon filled in. */
record SchemaRef(Nsid nsid, String name) {
    static SchemaRef of(Nsid in, String text) {
        var hash = text.indexOf('#');
        var nsid = hash < 0 ? text : text.substring(0, hash);
        return new SchemaRef(nsid.isEmpty() ? in : new Nsid(nsid), hash < 0 ? Lexicon.MAIN : text.substring(hash + 1));
    }

    boolean isMain() {
        return name.equals(Lexicon.MAIN);
    }

    /** Whether a value with this {@code $type} is meant for it. */
    boolean isNamed(String type) {
        return type.equals(nsid + "#" + name) || (isMain() && type.equals(nsid.value()));
    }
}
