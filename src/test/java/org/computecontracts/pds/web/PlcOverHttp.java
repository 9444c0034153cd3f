package org.computecontracts.pds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Limits;
import org.computecontracts.plc.PlcDirectory;

/** Carries requests to the directory's resource as the container would. */
public final class PlcOverHttp {
    private final PlcResource resource = new PlcResource();
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private final PlcExport export = new PlcExport();

    /** Gives the beans the resource needs. */
    public interface Beans {
        <T> T get(Class<T> type);
    }

    public PlcOverHttp(Beans beans) {
        resource.directory = beans.get(PlcDirectory.class);
        export.directory = beans.get(PlcDirectory.class);
        resource.limits = beans.get(Limits.class);
    }

    public String answer(String verb, String path, Map<String, String> query, byte[] body) {
        var slash = path.indexOf('/');
        var did = slash < 0 ? path : path.substring(0, slash);
        if (verb.equals("POST")) {
            return Json.write(resource.submit(did, Json.readObject(body), client()));
        }
        if (path.equals("export")) {
            return export.export(query.getOrDefault("after", EPOCH), query.getOrDefault("count", "1000"));
        }
        var answer = switch (slash < 0 ? "" : path.substring(slash + 1)) {
            case "" -> resource.document(did);
            case "data" -> resource.data(did);
            case "log" -> resource.log(did);
            case "log/last" -> resource.last(did);
            case "log/audit" -> resource.audit(did);
            default -> throw new IllegalArgumentException("Nothing at " + path);
        };
        return Json.write(answer);
    }

    private static HttpServletRequest client() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PlcOverHttp.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> "192.0.2.1");
    }
}
