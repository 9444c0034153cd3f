package org.computecontracts.portal;

import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Identifiers as they come in with a request: from links, or typed. */
public final class Ids {
    private Ids() {}

    public static UUID of(@Nullable String text) {
        var id = text == null ? "" : text;
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw KernelProblem.NOT_FOUND
                    .because("There is nothing with the id %s", id)
                    .causedBy(e);
        }
    }

    public static TenantId tenant(@Nullable String text) {
        return new TenantId(of(text));
    }

    public static AtUri uri(String text) {
        try {
            return new AtUri(text.strip());
        } catch (IllegalArgumentException e) {
            throw PortalProblem.URI_INVALID
                    .because("%s is not the AT-URI of a record, like at://did:plc:…/collection/key", text)
                    .causedBy(e);
        }
    }
}
