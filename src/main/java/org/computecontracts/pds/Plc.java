package org.computecontracts.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.HttpRequest;
import org.computecontracts.kernel.SafeHttp;
import org.computecontracts.kernel.Settings;

/** The directory our accounts' DIDs are registered in: our own, or another over HTTP. */
@ApplicationScoped
public class Plc {
    @Inject
    AtprotoSettings directory;

    @Inject
    Settings settings;

    @Inject
    PlcDirectory own;

    @Inject
    SafeHttp http;

    void register(PlcOperation genesis) {
        if (isOwn()) {
            own.submit(genesis.did(), genesis.json());
        } else {
            http.send(HttpRequest.postJson(uri(genesis.did()), genesis.json())).orFail();
        }
    }

    public ObjectNode document(Did did) {
        return isOwn()
                ? PlcDocument.of(did, own.current(did))
                : http.send(HttpRequest.get(uri(did))).orFail().json();
    }

    private boolean isOwn() {
        return directory.plcUrl().equals(URI.create(settings.publicUrl() + "/plc"));
    }

    private URI uri(Did did) {
        return URI.create(directory.plcUrl() + "/" + did);
    }
}
