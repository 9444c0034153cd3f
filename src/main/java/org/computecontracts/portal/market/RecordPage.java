package org.computecontracts.portal.market;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.computecontracts.appview.inspection.Inspection;
import org.computecontracts.appview.inspection.Inspections;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Tag;
import org.jspecify.annotations.Nullable;

/** Behind {@code record.xhtml}. A record is looked at by its address, so a look can be linked to. */
@Named
@Open("records are public")
@RequestScoped
public class RecordPage {
    private static final int LONGEST = 64 << 10;
    private static final Pattern LINK = Pattern.compile("at://[^\"\\s\\\\]+");

    @Inject
    Inspections inspections;

    @Inject
    HttpServletRequest request;

    private @Nullable Inspection inspection;
    private @Nullable String problem;

    /** A stretch of the record's JSON; with an address where it names another record. */
    public record Piece(String text, boolean link) {}

    /** The record, or nothing where it cannot be had; then {@link #getProblem} says why. */
    public @Nullable Inspection getInspection() {
        if (inspection == null && problem == null && !getUri().isEmpty()) {
            try {
                inspection = inspections.of(Ids.uri(getUri()));
            } catch (ProblemException e) {
                problem = e.detail();
            }
        }
        return inspection;
    }

    public @Nullable String getProblem() {
        var unused = getInspection();
        return problem;
    }

    public String getUri() {
        var uri = request.getParameter("uri");
        return uri == null ? "" : uri.strip();
    }

    public List<Piece> getJson() {
        var looked = getInspection();
        return looked == null ? List.of() : pieces(shown(looked.json().toPrettyString()));
    }

    /** A record may be a megabyte: the rest is in the download. */
    private static String shown(String json) {
        return json.length() > LONGEST
                ? json.substring(0, LONGEST) + "\n… " + json.length() + " characters in all"
                : json;
    }

    /** The bytes, a line for each value: where, what, meaning. */
    public String getBytes() {
        var looked = getInspection();
        return looked == null
                ? ""
                : looked.dump().stream()
                        .map(line -> "%06x  %s%-44s %s"
                                .formatted(
                                        line.offset(),
                                        "  ".repeat(Math.min(line.depth(), 20)),
                                        line.hex(),
                                        line.meaning()))
                        .collect(joining("\n"));
    }

    /** What its repository proves of it. */
    public Tag proof(Inspection looked) {
        if (looked.isProved()) {
            return Tag.good("proved by its signed tree");
        } else if (looked.proof().provesAbsence()) {
            return Tag.bad("its tree proves that it is not there");
        }
        return Tag.bad(looked.proof().holds() ? "its tree holds another version" : "not proved");
    }

    public Tag signature(Inspection looked) {
        if (looked.attestation().valid()) {
            return Tag.good("attestation valid");
        }
        return looked.json().has("signatures") ? Tag.bad("no valid attestation") : Tag.plain("not signed");
    }

    public Tag form(Inspection looked) {
        return looked.lexiconKnown()
                ? Tag.check(looked.violations().isEmpty(), "as our lexicon says", "not as our lexicon says")
                : Tag.plain("no lexicon of ours");
    }

    static List<Piece> pieces(String json) {
        var pieces = new ArrayList<Piece>();
        var end = 0;
        for (var match = LINK.matcher(json); match.find(); end = match.end()) {
            pieces.add(new Piece(json.substring(end, match.start()), false));
            pieces.add(new Piece(match.group(), true));
        }
        pieces.add(new Piece(json.substring(end), false));
        return pieces;
    }
}
