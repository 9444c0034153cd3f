package org.computecontracts.appview.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.ProblemException;

/** Reads one record field by field and notes what is wrong, instead of failing. Belongs to one reading. */
final class Fields {
    /** Longer texts are cut for the view; the record itself has them whole. */
    private static final int LONGEST = 300;

    private static final int MOST_REFS = 16;
    private static final int MOST_CPUS = 1 << 20;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,18})?");

    private final RepoRecord record;
    private final JsonNode json;
    private final List<String> lacks;

    Fields(RepoRecord record) {
        this(record, record.json(), new ArrayList<>());
    }

    private Fields(RepoRecord record, JsonNode json, List<String> lacks) {
        this.record = record;
        this.json = json;
        this.lacks = lacks;
    }

    /** The same of a part of the record; what it lacks counts as the record's. */
    Fields in(String field) {
        return new Fields(record, json.path(field), lacks);
    }

    Source source(Dialect dialect) {
        if (!dialect.isSigned()) {
            lacks.addFirst("Unsigned, as all records of its time: shown, never acted on.");
        }
        return new Source(record, dialect, lacks);
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    Fields need(String field) {
        if (!has(field)) {
            lacks.add("It has no " + field + ".");
        }
        return this;
    }

    /** One line, cut to what a page can bear; empty when it is absent or no text. */
    String text(String field) {
        var text = CONTROL.matcher(json.path(field).asText("")).replaceAll(" ").strip();
        return text.length() > LONGEST ? text.substring(0, text.offsetByCodePoints(0, cut(text))) + "…" : text;
    }

    private static int cut(String text) {
        return text.codePointCount(0, LONGEST) - 1;
    }

    Optional<String> optionalText(String field) {
        return Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /** 0 where it is left out or absurd. */
    int cpus() {
        var cpus = json.path("cpus").asLong(0);
        return cpus < 0 || cpus > MOST_CPUS ? 0 : (int) cpus;
    }

    /** A number or a decimal text: the data model has no floats, but writers differ. */
    Optional<BigDecimal> amount(String field) {
        var text = json.path(field).asText("");
        if (AMOUNT.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        if (has(field)) {
            lacks.add("Its " + field + " is no amount.");
        }
        return Optional.empty();
    }

    /** A strong reference, or the wrapper of the first dialect: {@code {"$type": NSID, "record": {"uri", "cid"}}}. */
    Optional<StrongRef> ref(String field) {
        return has(field) ? ref(field, json.get(field)) : Optional.empty();
    }

    /** As {@link #ref}, and noted when it is not there. */
    Optional<StrongRef> neededRef(String field) {
        need(field);
        return ref(field);
    }

    List<StrongRef> refs(String field) {
        var refs = new ArrayList<StrongRef>();
        for (var item : json.path(field)) {
            if (refs.size() == MOST_REFS) {
                lacks.add("It has more than " + MOST_REFS + " " + field + ".");
                break;
            }
            ref(field, item).ifPresent(refs::add);
        }
        return refs;
    }

    private Optional<StrongRef> ref(String field, JsonNode json) {
        try {
            return Optional.of(StrongRef.of(json.path("record").isObject() ? json.path("record") : json));
        } catch (ProblemException e) {
            lacks.add("Its " + field + " refers to nothing that can be looked up.");
            return Optional.empty();
        }
    }

    void lacks(String what) {
        lacks.add(what);
    }
}
