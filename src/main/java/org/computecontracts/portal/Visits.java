package org.computecontracts.portal;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.computecontracts.identity.signin.BrowserRequest;

/** The request behind a page, and what is answered to it. */
public final class Visits {
    private Visits() {}

    public static BrowserRequest of(FacesContext faces) {
        var outside = faces.getExternalContext();
        return new BrowserRequest(
                (HttpServletRequest) outside.getRequest(), (HttpServletResponse) outside.getResponse());
    }
}
