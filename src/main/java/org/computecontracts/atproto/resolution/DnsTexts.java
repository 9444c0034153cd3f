package org.computecontracts.atproto.resolution;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/** Asks the name server for TXT records. */
public class DnsTexts {
    private static final Logger LOG = Logger.getLogger(DnsTexts.class.getName());

    private final Optional<String> server;

    public DnsTexts(Optional<String> server) {
        this.server = server;
    }

    /**
     * Nothing when the name server gives no answer, be it silent or in trouble; no texts when there are none. The danger of JNDI, objects made from the answer, is not here: the
     * DNS provider gives texts only, and the name is a checked handle below the fixed root.
     */
    @SuppressWarnings("BanJNDI")
    public Optional<List<String>> texts(String name) {
        var texts = new ArrayList<String>();
        try {
            var dns = new InitialDirContext(environment());
            try {
                var answer = dns.getAttributes(name, new String[] {"TXT"}).get("TXT");
                for (var i = 0; answer != null && i < answer.size(); i++) {
                    texts.add(String.valueOf(answer.get(i)));
                }
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return Optional.of(List.of());
        } catch (NamingException e) {
            LOG.log(Level.FINE, "No answer from the name server about " + name, e);
            return Optional.empty();
        }
        return Optional.of(texts);
    }

    @SuppressWarnings("JdkObsolete") // JNDI takes nothing else
    private Hashtable<String, String> environment() {
        var environment = new Hashtable<String, String>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(
                Context.PROVIDER_URL, server.map(host -> "dns://" + host + "/").orElse("dns:"));
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        return environment;
    }
}
