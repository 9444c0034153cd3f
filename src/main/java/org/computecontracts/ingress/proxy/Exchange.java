package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an origin and the answer on its way back. Bodies flow as fast as the slower side takes them. It
 * ends in one of three ways: the answer is whole, it is broken off, or the visitor has gone; and gives back what it held.
 */
class Exchange implements Answers, Rounds.Watched {
    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private final RequestHead request;
    private final Origin origin;
    private final Visitor visitor;
    private final VisitorConnection connection;
    private final Patience patience;
    private final Upload upload;
    private final @Nullable String upgrade;
    private Shares.@Nullable Share share;
    private @Nullable OriginConnection asked;
    private @Nullable AnswerHead answer;
    private boolean isRepeated;
    private boolean isOver;

    Exchange(RequestHead request, Origin origin, Visitor visitor, VisitorConnection connection) {
        this.request = request;
        this.origin = origin;
        this.visitor = visitor;
        this.connection = connection;
        this.patience = new Patience(connection.settings());
        this.upgrade = Upgrades.wanted(request, visitor);
        this.upload = new Upload(request, visitor, patience);
    }

    void begin() {
        connection.begins(this);
        var room = connection.shares().take(origin, connection.visitor());
        if (room.isEmpty()) {
            end();
            refuse(ProxyProblem.TOO_BUSY, origin.name() + " has too many requests under way", BUSY_FOR);
            return;
        }
        share = room.get();
        origin.requested(connection.clock().instant());
        obtain(true);
    }

    /** What must not be sent twice goes by a new connection: one that has rested may be closed just as the request comes. */
    private void obtain(boolean mayHaveRested) {
        patience.connects(Rounds.now());
        connection.origins().obtain(origin, mayHaveRested && request.isRepeatable(), this);
    }

    @Override
    public void connected(OriginConnection to) {
        if (isOver) {
            to.abandon();
            return;
        }
        asked = to;
        patience.asked(Rounds.now());
        to.ask(request, ProxyHeaders.toOrigin(request, connection.address(), upgrade), this);
        upload.want(to);
    }

    /** A piece of the request's body has come. MalformedMessage when it cannot be one. */
    void bodyCame(ByteBuf data) {
        if (asked == null) {
            data.release();
        } else {
            upload.came(data, asked);
        }
    }

    /** Nothing more of the body has come for the moment. */
    void bodyPauses() {
        if (asked != null) {
            asked.flush();
        }
    }

    /** MalformedMessage when something is missing. */
    void bodyEnded(HttpHeaders trailers) {
        if (asked != null) {
            upload.ended(trailers, asked);
        }
    }

    boolean isOver() {
        return isOver;
    }

    @Override
    public void writable() {
        upload.want(asked);
    }

    @Override
    public void interim(AnswerHead head) {
        patience.answerGoesOn(Rounds.now());
        if (!request.isOld()) {
            visitor.interim(head);
            visitor.flush();
        }
    }

    @Override
    public void answered(AnswerHead head) {
        if ((head.isEventStream() || head.status() == AnswerHead.SWITCHING_PROTOCOLS) && !lasts()) {
            failed(new Failure(ProxyProblem.TOO_BUSY, "too many streams are open", false));
            return;
        }
        answer = head;
        var headers = ProxyHeaders.toVisitor(head.headers(), connection.clock());
        if (head.status() == AnswerHead.SWITCHING_PROTOCOLS && asked != null) {
            headers.set("connection", "upgrade");
            headers.set("upgrade", String.valueOf(upgrade));
            var to = asked;
            asked = null;
            visitor.upgrade(headers, to);
            to.channel().closeFuture().addListener(closed -> end());
            Rounds.of(visitor.channel().eventLoop()).leave(this);
            return;
        }
        patience.answered(Rounds.now(), head.isEventStream());
        visitor.answer(head.status(), headers, head.framing());
    }

    private boolean lasts() {
        return share != null && share.lasts();
    }

    @Override
    public void body(ByteBuf data) {
        if (isOver) {
            data.release();
            return;
        }
        patience.answerGoesOn(Rounds.now());
        visitor.body(data);
        if (!visitor.isWritable() && asked != null) {
            asked.pause();
            visitor.flush();
            patience.waitsForVisitor(Rounds.now());
        }
    }

    @Override
    public void paused() {
        visitor.flush();
    }

    /** The visitor takes more of the answer. */
    void visitorWritable() {
        if (asked != null && visitor.isWritable()) {
            patience.answerGoesOn(Rounds.now());
            asked.resume();
        }
    }

    @Override
    public void ended(HttpHeaders trailers) {
        if (!isOver) {
            asked = null;
            end();
            visitor.finish(ProxyHeaders.trailers(trailers));
        }
    }

    @Override
    public void failed(Failure failure) {
        if (isOver) {
            return;
        }
        drop();
        if (failure.mayPass() && request.isRepeatable() && !isRepeated) {
            isRepeated = true;
            obtain(false);
            return;
        }
        end();
        if (answer != null) {
            visitor.breakOff();
        } else {
            refuse(failure.problem(), origin.name() + " does not answer: " + failure.reason(), retryAfter(failure));
        }
    }

    private static @Nullable Duration retryAfter(Failure failure) {
        return failure.problem().status() == 503 ? BUSY_FOR : null;
    }

    private void drop() {
        if (asked != null) {
            asked.abandon();
            asked = null;
        }
    }

    private void refuse(ProxyProblem problem, String detail, @Nullable Duration retryAfter) {
        Refusal.answer(visitor, request, new Routing.Ends(problem, detail, retryAfter));
    }

    /** The visitor has gone: so need the answer no longer be made. */
    void visitorGone() {
        if (!isOver) {
            drop();
            end();
        }
    }

    /** What the visitor sends is no body any more. */
    void visitorBroke(MalformedMessage why) {
        if (isOver) {
            return;
        }
        drop();
        end();
        if (answer == null) {
            refuse(why.problem(), why.reason(), null);
        } else {
            visitor.breakOff();
        }
    }

    @Override
    public void check(long now) {
        var lost = isOver ? null : patience.lost(now, answer != null);
        switch (lost) {
            case BODY -> visitorBroke(new MalformedMessage(ProxyProblem.REQUEST_TOO_SLOW, "its body comes too slowly"));
            case ANSWER -> failed(new Failure(ProxyProblem.NO_ANSWER, "it takes too long", false));
            case VISITOR -> {
                visitorGone();
                visitor.breakOff();
            }
            case null -> {}
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            if (share != null) {
                share.giveBack();
            }
            connection.ends(this);
        }
    }
}
