package org.computecontracts.ingress.proxy;

/** Says where requests go; asked on the proxy's own threads, so it must not wait. */
@FunctionalInterface
public interface Router {
    /**
     * @param host as the visitor named it, without a port
     * @param target path and query
     */
    Routing route(String host, String target);
}
