package org.computecontracts.atproto.repo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StringFormat;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.RepoEvent.AccountChanged;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.Failure;
import org.computecontracts.atproto.repo.RepoEvent.IdentityChanged;
import org.computecontracts.atproto.repo.RepoEvent.Info;
import org.computecontracts.atproto.repo.RepoEvent.SyncMade;
import org.computecontracts.atproto.repo.RepoEvent.Unknown;
import org.computecontracts.atproto.repo.RepoEvent.Unreadable;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads frames of a stream: two values of DAG-CBOR, a header and a body (AT Protocol, Event Stream). */
public final class RepoEvents {
    private static final int MAX_OPS = 200;
    private static final int MAX_BLOCKS = 2_100_000;
    private static final int MAX_TEXT = 500;

    private static final Pattern FINER = Pattern.compile("(\\.[0-9]{9})[0-9]+");

    private RepoEvents() {}

    /** INVALID_EVENT for whatever is not exactly one, and names no account either. */
    public static RepoEvent read(byte[] frame) {
        try {
            var parts = DagCbor.decode(frame, 2);
            var header = parts.getFirst();
            var body = parts.getLast();
            return switch (header.path("op").asInt(0)) {
                case -1 -> new Failure(text(body, "error"), text(body, "message"));
                case 1 -> event(text(header, "t"), body);
                default -> throw new IllegalArgumentException("An operation that is not known");
            };
        } catch (IllegalArgumentException | ProblemException e) {
            throw AtprotoProblem.INVALID_EVENT
                    .because("Not an event: %s", String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    private static RepoEvent event(String type, JsonNode body) {
        try {
            return wellFormed(type, body);
        } catch (IllegalArgumentException | ProblemException e) {
            var did = body.path(type.equals("#commit") ? "repo" : "did").asText();
            if (!Did.isValid(did)) {
                throw e;
            }
            var seq = body.path("seq");
            var number = seq.isIntegralNumber() && seq.canConvertToLong() ? Math.max(-1, seq.longValue()) : -1;
            return new Unreadable(number, new Did(did), String.valueOf(e.getMessage()));
        }
    }

    private static RepoEvent wellFormed(String type, JsonNode body) {
        return switch (type) {
            case "#commit" -> commit(body);
            case "#sync" ->
                new SyncMade(seq(body), did(body, "did"), time(body), tid(body, "rev"), bytes(body, "blocks"));
            case "#identity" -> new IdentityChanged(seq(body), did(body, "did"), time(body));
            case "#account" ->
                new AccountChanged(seq(body), did(body, "did"), time(body), bool(body, "active"), text(body, "status"));
            case "#info" -> new Info(text(body, "name"), text(body, "message"));
            default -> new Unknown(type);
        };
    }

    private static CommitMade commit(JsonNode body) {
        var since = body.path("since");
        return new CommitMade(
                seq(body),
                did(body, "repo"),
                time(body),
                tid(body, "rev"),
                since.isTextual() ? new Tid(since.textValue()) : null,
                present(link(body, "commit"), "commit"),
                link(body, "prevData"),
                bytes(body, "blocks"),
                ops(body),
                body.path("tooBig").asBoolean(false));
    }

    private static List<CommitOp> ops(JsonNode body) {
        var list = body.path("ops");
        if (!list.isArray() || list.size() > MAX_OPS) {
            throw new IllegalArgumentException("No list of at most " + MAX_OPS + " operations");
        }
        var ops = new ArrayList<CommitOp>();
        for (var op : list) {
            var action = CommitOp.Action.valueOf(op.path("action").asText().toUpperCase(Locale.ROOT));
            ops.add(new CommitOp(
                    action, present(op.path("path").textValue(), "path"), link(op, "cid"), link(op, "prev")));
        }
        return ops;
    }

    private static long seq(JsonNode body) {
        var seq = body.path("seq");
        if (!seq.isIntegralNumber() || seq.longValue() < 0) {
            throw new IllegalArgumentException("No seq");
        }
        return seq.longValue();
    }

    private static Did did(JsonNode body, String field) {
        return new Did(body.path(field).asText());
    }

    private static Tid tid(JsonNode body, String field) {
        return new Tid(body.path(field).asText());
    }

    private static boolean bool(JsonNode body, String field) {
        if (!body.path(field).isBoolean()) {
            throw new IllegalArgumentException("No " + field);
        }
        return body.path(field).booleanValue();
    }

    /** To the nanosecond; the protocol allows finer ones. */
    private static @Nullable Instant time(JsonNode body) {
        var text = body.path("time").asText();
        return StringFormat.DATETIME.accepts(text)
                ? OffsetDateTime.parse(FINER.matcher(text).replaceFirst("$1")).toInstant()
                : null;
    }

    private static @Nullable Cid link(JsonNode json, String field) {
        var link = json.path(field);
        if (link.isMissingNode() || link.isNull()) {
            return null;
        }
        return new Cid(link.path("$link").asText());
    }

    private static byte[] bytes(JsonNode body, String field) {
        var text = present(body.path(field).path("$bytes").textValue(), field);
        if (text.length() / 4 * 3 > MAX_BLOCKS) {
            throw new IllegalArgumentException("More than " + MAX_BLOCKS + " bytes of " + field);
        }
        return Base64.getDecoder().decode(text);
    }

    private static String text(JsonNode body, String field) {
        var text = body.path(field).asText();
        return text.substring(0, Math.min(MAX_TEXT, text.length()));
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("No " + field);
        }
        return value;
    }
}
