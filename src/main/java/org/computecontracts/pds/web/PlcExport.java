package org.computecontracts.pds.web;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import org.computecontracts.kernel.ColumnInstant;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.plc.PlcDirectory;
import org.computecontracts.plc.PlcEntry;

/** The operations of all DIDs, one JSON object a line, for whoever keeps a copy of the directory. */
@Path("export")
@RequestScoped
public class PlcExport {
    private static final int MOST = 1000;

    @Inject
    PlcDirectory directory;

    @GET
    @Produces("application/jsonlines")
    public String export(
            @QueryParam("after") @DefaultValue("1970-01-01T00:00:00Z") String after,
            @QueryParam("count") @DefaultValue("1000") String count) {
        return directory.export(instant(after), count(count)).stream()
                .map(PlcEntry::toJson)
                .map(Json::write)
                .collect(joining("\n"));
    }

    private static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw PdsProblem.INVALID_REQUEST.because("count must be a number from 1 on: %s", text);
        }
        return (int) Math.min(MOST, Long.parseLong(text));
    }

    private static Instant instant(String text) {
        try {
            return ColumnInstant.parse(text);
        } catch (DateTimeException e) {
            throw PdsProblem.INVALID_REQUEST
                    .because("after is no time: %s", text)
                    .causedBy(e);
        }
    }
}
