package org.computecontracts.ingress;

import java.util.ArrayList;
import java.util.List;

/** What has come on one stream. */
class Http2Stream {
    long window;
    int status;
    boolean isOver;
    boolean isReset;
    private final List<RawAnswer> interims = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private String head = "";
    private String trailers = "";
    private boolean isWhole;

    /** Interim answers, the answer, or its trailers. */
    void fields(String fields, boolean isEnd) {
        if (status > 0) {
            trailers = fields;
        } else {
            var code = Integer.parseInt(fields.substring(":status: ".length(), ":status: ".length() + 3));
            if (code < 200) {
                interims.add(new RawAnswer(code, fields, "", "", true, false, List.of()));
                return;
            }
            status = code;
            head = fields;
        }
        end(isEnd);
    }

    void data(String bytes, boolean isEnd) {
        body.append(bytes);
        end(isEnd);
    }

    private void end(boolean isEnd) {
        isWhole |= isEnd;
        isOver |= isEnd;
    }

    void reset(int code) {
        trailers = "reset " + code;
        isOver = true;
        isReset = true;
    }

    RawAnswer answer(boolean isEnded) {
        var none = isEnded ? RawAnswer.ENDED : RawAnswer.SILENCE;
        return new RawAnswer(status > 0 ? status : none, head, body.toString(), trailers, isWhole, isEnded, interims);
    }
}
