package org.computecontracts.portal.market;

import static jakarta.faces.application.FacesMessage.SEVERITY_ERROR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.validator.ValidatorException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.validation.Validator;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.protocol.NewRfp;
import org.jspecify.annotations.Nullable;

/** Holds a field against the property of {@link NewRfp} that has its id, so that pages and API refuse the same things. */
@Named
@Open("only words")
@ApplicationScoped
public class RfpFields {
    @Inject
    Validator validator;

    public void validate(FacesContext faces, UIComponent component, @Nullable Object value) {
        var violations = validator.validateValue(NewRfp.class, component.getId(), value);
        if (!violations.isEmpty()) {
            var label = component.getAttributes().getOrDefault("label", component.getId());
            var text = label + ": " + violations.iterator().next().getMessage();
            throw new ValidatorException(new FacesMessage(SEVERITY_ERROR, text, text));
        }
    }
}
