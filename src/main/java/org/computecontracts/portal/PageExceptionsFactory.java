package org.computecontracts.portal;

import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;

/** Named in faces-config.xml. */
public class PageExceptionsFactory extends ExceptionHandlerFactory {
    public PageExceptionsFactory(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new PageExceptions(getWrapped().getExceptionHandler());
    }
}
