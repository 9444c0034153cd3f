package org.computecontracts.pds.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.xrpc.XrpcError;

/** Methods of the reference implementation that this server refuses, each with its reason. */
final class NotHere {
    private static final String NO_MAIL = "account does not have an email address: this server keeps none";
    private static final String NO_CODES =
            "This server sends no codes by mail: org.computecontracts.server.changePassword";
    private static final String NO_INVITATIONS = "Nobody needs an invitation here";
    private static final Map<String, Reason> REASONS = new HashMap<>();

    static {
        var server = "com.atproto.server.";
        var admin = "com.atproto.admin.";
        refuse("InvalidRequest", NO_MAIL, server, List.of("requestPasswordReset", "requestEmailUpdate"));
        refuse("InvalidRequest", NO_MAIL, server, List.of("requestEmailConfirmation", "updateEmail"));
        refuse("InvalidEmail", NO_MAIL, server, List.of("confirmEmail"));
        refuse("InvalidToken", NO_CODES, server, List.of("resetPassword"));
        refuse("InvalidRequest", NO_INVITATIONS, server, List.of("createInviteCode", "createInviteCodes"));
        refuse("InvalidRequest", NO_INVITATIONS, admin, List.of("disableInviteCodes", "getInviteCodes"));
        refuse("InvalidRequest", NO_INVITATIONS, admin, List.of("enableAccountInvites", "disableAccountInvites"));
        refuse("InvalidRequest", NO_MAIL, admin, List.of("sendEmail", "updateAccountEmail"));
    }

    private record Reason(String error, String message) {}

    private NotHere() {}

    private static void refuse(String error, String reason, String prefix, List<String> methods) {
        methods.forEach(method -> REASONS.put(prefix + method, new Reason(error, reason)));
    }

    static Optional<XrpcError> reason(String nsid) {
        return Optional.ofNullable(REASONS.get(nsid))
                .map(reason -> new XrpcError(400, reason.error(), reason.message()));
    }
}
