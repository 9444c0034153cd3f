package org.computecontracts.atproto.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.atproto.xrpc.XrpcAnswer;
import org.computecontracts.kernel.Json;

/** Client of any personal data server: writes with a session, reads with nothing. */
@ApplicationScoped
public class Pds {
    private static final Nsid CREATE = new Nsid("com.atproto.repo.createRecord");
    private static final Nsid PUT = new Nsid("com.atproto.repo.putRecord");
    private static final Nsid DELETE = new Nsid("com.atproto.repo.deleteRecord");
    private static final Nsid SERVICE_AUTH = new Nsid("com.atproto.server.getServiceAuth");

    @Inject
    Repositories repositories;

    /** Outside the container. */
    public static Pds with(Xrpc xrpc, Identities identities) {
        var pds = new Pds();
        pds.repositories = Repositories.with(xrpc, identities);
        return pds;
    }

    /** Safe to repeat: the same key with the same content gives the same reference; RECORD_EXISTS for other content. */
    public StrongRef create(PdsSession session, Nsid collection, String rkey, ObjectNode record) {
        var typed = typed(collection, record);
        var wanted = ref(session, collection, rkey, typed);
        var answer = write(session, CREATE, input(session, collection, rkey).set("record", typed));
        if (answer.ok()) {
            return written(wanted, answer);
        }
        // What a PDS says about a key in use differs, the reference implementation says 500: so look what is there
        var there = repositories.find(session.pds(), wanted.uri(), Optional.empty());
        if (there.isEmpty()) {
            answer.orRefused();
        }
        return there.map(RepoRecord::ref)
                .filter(wanted::equals)
                .orElseThrow(() -> AtprotoProblem.RECORD_EXISTS.because("%s has other content", wanted.uri()));
    }

    /** Creates or replaces. */
    public StrongRef put(PdsSession session, Nsid collection, String rkey, ObjectNode record) {
        var typed = typed(collection, record);
        var answer = write(session, PUT, input(session, collection, rkey).set("record", typed));
        answer.orRefused();
        return written(ref(session, collection, rkey, typed), answer);
    }

    /** Replaces exactly the given version: INVALID_SWAP when it is no longer there. Safe to repeat. */
    public StrongRef swap(PdsSession session, StrongRef expected, ObjectNode record) {
        var uri = expected.uri();
        var typed = typed(uri.collection(), record);
        var wanted = ref(session, uri.collection(), uri.rkey(), typed);
        ObjectNode input = input(session, uri.collection(), uri.rkey()).set("record", typed);
        var answer = write(session, PUT, input.put("swapRecord", expected.cid().value()));
        if (answer.error().equals("InvalidSwap")) {
            return repositories
                    .find(session.pds(), uri, Optional.empty())
                    .map(RepoRecord::ref)
                    .filter(wanted::equals)
                    .orElseThrow(() -> AtprotoProblem.INVALID_SWAP.because("%s is no longer %s", uri, expected.cid()));
        }
        answer.orRefused();
        return written(wanted, answer);
    }

    /** Deleting what is gone is fine. */
    public void delete(PdsSession session, AtUri uri) {
        requireOwn(session, uri);
        var answer = write(session, DELETE, input(session, uri.collection(), uri.rkey()));
        if (!answer.error().equals("RecordNotFound")) {
            answer.orRefused();
        }
    }

    /** RECORD_NOT_FOUND, CID_MISMATCH. */
    public RepoRecord get(AtUri uri) {
        return find(uri).orElseThrow(() -> AtprotoProblem.RECORD_NOT_FOUND.because("There is no %s", uri));
    }

    /** Exactly this version: RECORD_NOT_FOUND when the record has changed since, CID_MISMATCH when the PDS lies. */
    public RepoRecord get(StrongRef ref) {
        return repositories
                .find(repositories.of(ref.uri().authority()), ref.uri(), Optional.of(ref.cid()))
                .orElseThrow(
                        () -> AtprotoProblem.RECORD_NOT_FOUND.because("%s is not there as %s", ref.uri(), ref.cid()));
    }

    public Optional<RepoRecord> find(AtUri uri) {
        return repositories.find(repositories.of(uri.authority()), uri, Optional.empty());
    }

    /** All records of a collection, newest key first; TOO_LARGE beyond some thousands. What is not valid is left out. */
    public List<RepoRecord> list(Did repository, Nsid collection) {
        return repositories.list(repository, collection);
    }

    /** The newest hundred of a collection, for whoever asks a stranger's server and must not be held. */
    public List<RepoRecord> newest(Did repository, Nsid collection) {
        return repositories.newest(repository, collection);
    }

    /** The revision of the repository: unchanged means nothing in it has changed. */
    public String latestRev(Did repository) {
        return repositories.latestRev(repository);
    }

    /** A token by which the account calls one method of another service; lives a minute. */
    public String serviceAuth(PdsSession session, String aud, Nsid lxm) {
        var parameters = Map.of("aud", aud, "lxm", lxm.value());
        var answer = new AuthorisedCalls(session).query(SERVICE_AUTH, parameters);
        return answer.orRefused().path("token").asText();
    }

    private XrpcAnswer write(PdsSession session, Nsid method, ObjectNode input) {
        return new AuthorisedCalls(session).procedure(method, input);
    }

    /** Not validated by the PDS: it does not know our lexicons, and an older copy of one must not stop us. */
    private static ObjectNode input(PdsSession session, Nsid collection, String rkey) {
        return Json.object()
                .put("repo", session.did().value())
                .put("collection", collection.value())
                .put("rkey", rkey)
                .put("validate", false);
    }

    /** With its {@code $type}, which the PDS would add before hashing. */
    private static ObjectNode typed(Nsid collection, ObjectNode record) {
        var type = record.path("$type").asText(collection.value());
        if (!type.equals(collection.value())) {
            throw AtprotoProblem.INVALID_RECORD.because("A %s cannot go into %s", type, collection);
        }
        return record.deepCopy().put("$type", type);
    }

    private static StrongRef ref(PdsSession session, Nsid collection, String rkey, ObjectNode record) {
        return new StrongRef(AtUri.of(session.did(), collection, rkey), Cid.ofRecord(record));
    }

    private static StrongRef written(StrongRef wanted, XrpcAnswer answer) {
        if (!StrongRef.of(answer.body()).equals(wanted)) {
            throw AtprotoProblem.CID_MISMATCH.because(
                    "%s was written as %s, not as %s",
                    wanted.uri(), answer.body().path("cid"), wanted.cid());
        }
        return wanted;
    }

    private static void requireOwn(PdsSession session, AtUri uri) {
        if (!uri.authority().equals(session.did())) {
            throw AtprotoProblem.PDS_REFUSED.because("%s is not in the repository of %s", uri, session.did());
        }
    }
}
