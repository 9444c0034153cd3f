package org.computecontracts.portal;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.computecontracts.identity.Visit;

/** The request behind a page, and what is answered to it. */
final class Visits {
    private Visits() {}

    static Visit of(FacesContext faces) {
        var outside = faces.getExternalContext();
        return new Visit((HttpServletRequest) outside.getRequest(), (HttpServletResponse) outside.getResponse());
    }
}
