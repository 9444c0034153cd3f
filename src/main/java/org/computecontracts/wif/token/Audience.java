package org.computecontracts.wif.token;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whom a token is for, as {@code api://API?actx=ID}; the id is taken as it stands, never percent-decoded. */
public record Audience(String api, String actx) {
    private static final Pattern FORM =
            Pattern.compile("api://([A-Za-z0-9._-]{1,64})\\?actx=([A-Za-z0-9._:%-]{1,512})");

    public static Optional<Audience> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new Audience(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Where a workload's own identity tokens are for: the issuer that gave them. */
    public static Audience ofIssuer(String actx) {
        return new Audience("DigitalOcean", actx);
    }

    public static Audience ofRepository(String did) {
        return new Audience("ATProto", did);
    }

    public String text() {
        return "api://" + api + "?actx=" + actx;
    }
}
