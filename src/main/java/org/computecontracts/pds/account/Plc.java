package org.computecontracts.pds.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.plc.PlcDirectory;
import org.computecontracts.plc.PlcDocument;
import org.computecontracts.plc.PlcOperation;
import org.computecontracts.plc.PlcProblem;

/** The directory our accounts' DIDs are registered in: our own, or another over HTTP. */
@ApplicationScoped
public class Plc {
    @Inject
    AtprotoSettings directory;

    @Inject
    PdsSettings pds;

    @Inject
    Settings settings;

    @Inject
    PlcDirectory own;

    @Inject
    SafeHttp http;

    /** Safe to repeat. INVALID_OPERATION with what another directory says of it. */
    public void submit(Did did, PlcOperation operation) {
        if (isOwn()) {
            own.submit(did, operation.json());
            return;
        }
        var answer = http.send(HttpRequest.postJson(uri(did), operation.json()));
        if (!answer.ok() && !last(did).cid().equals(operation.cid())) {
            throw PlcProblem.INVALID_OPERATION.because(
                    "The directory answers %d: %s",
                    answer.status(), answer.text().strip());
        }
    }

    /** The operation that holds now; DID_NOT_REGISTERED. */
    public PlcOperation last(Did did) {
        if (!did.value().startsWith("did:plc:")) {
            throw PlcProblem.DID_NOT_REGISTERED.because("Not a did:plc: %s", did);
        }
        return isOwn()
                ? own.log(did).getLast().operation()
                : PlcOperation.of(http.send(HttpRequest.get(URI.create(uri(did) + "/log/last")))
                        .orFail()
                        .json());
    }

    /** Of an account here. */
    public ObjectNode document(Did did) {
        if (did.isWeb()) {
            return webDocument(did);
        }
        return isOwn()
                ? PlcDocument.of(did, own.current(did))
                : http.send(HttpRequest.get(uri(did))).orFail().json();
    }

    private ObjectNode webDocument(Did did) {
        var host = did.value().substring("did:web:".length()).replace("%3A", ":");
        return http.send(HttpRequest.get(URI.create("https://" + host + "/.well-known/did.json")))
                .orFail()
                .json();
    }

    private URI url() {
        return pds.plcUrl().orElseGet(directory::plcUrl);
    }

    private boolean isOwn() {
        return url().equals(URI.create(settings.publicUrl() + "/plc"));
    }

    private URI uri(Did did) {
        return URI.create(url() + "/" + did);
    }
}
