package org.computecontracts.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.Inspection;
import org.computecontracts.market.Inspections;
import org.jspecify.annotations.Nullable;

/** Behind {@code record.xhtml}. A record is looked at by its address, so a look can be linked to. */
@Named
@Open("records are public")
@RequestScoped
public class RecordPage {
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
        return looked == null ? List.of() : pieces(looked.json().toPrettyString());
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
