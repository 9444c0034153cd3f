package org.computecontracts.portal;

import static jakarta.faces.application.FacesMessage.SEVERITY_ERROR;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/**
 * What becomes of an exception on a page: a message where the page can still show one, the sign-in where somebody has to sign
 * in, an error page otherwise. A refusal is shown as it is; a fault is logged once, and its trace id is shown.
 */
class PageExceptions extends ExceptionHandlerWrapper {
    private static final Logger LOG = Logger.getLogger(PageExceptions.class.getName());

    PageExceptions(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        for (var events = getUnhandledExceptionQueuedEvents().iterator(); events.hasNext(); ) {
            var event = (ExceptionQueuedEventContext) events.next().getSource();
            events.remove();
            answer(event.getContext(), event.getException());
        }
        getWrapped().handle();
    }

    private static void answer(FacesContext faces, Throwable thrown) {
        try {
            if (cause(thrown, ViewExpiredException.class).isPresent()) {
                WayBack.redirect(faces);
                return;
            }
            var invalid = cause(thrown, ConstraintViolationException.class);
            var refused = cause(thrown, ProblemException.class).or(() -> DataRefusal.ofStaleVersion(thrown));
            if (invalid.isPresent() && canSpeak(faces)) {
                show(faces, invalid.get());
            } else if (refused.isPresent()) {
                answer(faces, refused.get());
            } else {
                answer(faces, fault(faces, thrown));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(FacesContext faces, ProblemException refused) throws IOException {
        if (refused.type() == KernelProblem.NOT_SIGNED_IN) {
            WayBack.throughSignIn(faces);
        } else if (canSpeak(faces)) {
            faces.addMessage(
                    null, new FacesMessage(SEVERITY_ERROR, refused.type().title(), spoken(refused)));
            faces.validationFailed();
        } else {
            sendError(faces, refused);
        }
    }

    /** A server's silence is named first by what it means, and then by what was tried. */
    private static String spoken(ProblemException refused) {
        return refused.type() == KernelProblem.OUTSIDE_UNREACHABLE || refused.type() == KernelProblem.OUTSIDE_FAILED
                ? refused.type().title() + ". Look at the page again before you repeat what you did. What was tried: "
                        + refused.detail()
                : refused.detail();
    }

    private static ProblemException fault(FacesContext faces, Throwable thrown) {
        var trace = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.SEVERE, "Page " + WayBack.here(faces) + " failed, trace id " + trace, thrown);
        return PortalProblem.PAGE_FAILED.because(
                "Something here does not work as it should. It is logged with the trace id %s; look at the page again before you repeat what you did.",
                trace);
    }

    /** The fields have the names that the violated properties have. */
    private static void show(FacesContext faces, ConstraintViolationException invalid) {
        for (var violation : invalid.getConstraintViolations()) {
            var path = violation.getPropertyPath().toString();
            var field = path.substring(path.lastIndexOf('.') + 1);
            var component = Optional.ofNullable(faces.getViewRoot().findComponent(field));
            var text = field + ": " + violation.getMessage();
            faces.addMessage(
                    component.map(c -> c.getClientId(faces)).orElse(null),
                    new FacesMessage(SEVERITY_ERROR, text, text));
        }
        faces.validationFailed();
    }

    private static boolean canSpeak(FacesContext faces) {
        return faces.isPostback() && faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE;
    }

    static void sendError(FacesContext faces, ProblemException refused) throws IOException {
        var outside = faces.getExternalContext();
        if (!outside.isResponseCommitted()) {
            outside.responseReset();
            outside.getRequestMap().put("problemTitle", refused.type().title());
            outside.getRequestMap().put("problemDetail", refused.detail());
            outside.responseSendError(refused.type().status(), refused.type().title());
        }
        faces.responseComplete();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        for (var at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
