package org.computecontracts.portal;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** Where a person is sent whose session, or whose page, is no more: to the same page, by the sign-in where that is needed. */
final class WayBack {
    private WayBack() {}

    static void throughSignIn(FacesContext faces) throws IOException {
        to(faces, "/sign-in?next=" + URLEncoder.encode(here(faces), StandardCharsets.UTF_8));
    }

    static void redirect(FacesContext faces) throws IOException {
        to(faces, here(faces));
    }

    private static void to(FacesContext faces, String path) throws IOException {
        faces.getExternalContext().redirect(path);
        faces.responseComplete();
    }

    /**
     * What is looked at now. A page posts to its own path and names its subject in a field {@code id}; one whose form the browser
     * has kept says so in a field {@code draft}, and is told that it is shown again.
     */
    static String here(FacesContext faces) {
        var request = (HttpServletRequest) faces.getExternalContext().getRequest();
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        Optional.ofNullable(request.getQueryString()).ifPresent(query::add);
        var id = request.getParameter("id");
        if (request.getQueryString() == null && id != null) {
            query.add("id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
        if (request.getParameter("draft") != null) {
            query.add("again=true");
        }
        return request.getRequestURI().replaceFirst("\\.xhtml$", "") + query;
    }
}
