// The push of open pages. The one that comes with Faces gives up after some attempts, says nothing of it, and does not look at what
// came meanwhile. This one takes its place: it tries for as long as the page is open, and says when the page is not live.
(function () {
    "use strict";
    var PAUSE = 500;
    var LONGEST_PAUSE = 30000;
    var UNSAID = 2000;
    // RFC 6455 section 7.4.1: the server knows this page's channel no longer, and never will again.
    var POLICY = 1008;

    function show(state) {
        ["notLive", "noLongerLive"].forEach(function (id) {
            var said = document.getElementById(id);
            if (said) said.hidden = id !== state;
        });
    }

    function listen(url, onopen, onmessage) {
        var socket = null;
        var again = null;
        var unsaid = null;
        var failures = 0;
        var over = false;

        function connect() {
            clearTimeout(again);
            if (over || socket) return;
            var own = new WebSocket(url);
            socket = own;
            own.onopen = function () {
                if (own !== socket) return;
                failures = 0;
                clearTimeout(unsaid);
                unsaid = null;
                show("");
                onopen();
            };
            own.onmessage = function (event) {
                if (own === socket) onmessage(JSON.parse(event.data).data);
            };
            own.onclose = function (event) {
                if (own !== socket) return;
                socket = null;
                over = event.code === POLICY;
                if (over) {
                    clearTimeout(unsaid);
                    show("noLongerLive");
                    return;
                }
                lost();
                again = setTimeout(connect, Math.min(PAUSE * Math.pow(2, failures++), LONGEST_PAUSE));
            };
        }

        // A short break is not worth a word.
        function lost() {
            if (unsaid) return;
            unsaid = setTimeout(function () {
                show("notLive");
            }, UNSAID);
        }

        // Another network: what was open on the last one is dead, though nobody may have said so.
        function anew() {
            var old = socket;
            socket = null;
            if (old) old.close();
            failures = 0;
            connect();
        }

        function seen() {
            if (document.hidden) return;
            if (socket && socket.readyState === WebSocket.OPEN) {
                onopen();
                return;
            }
            failures = 0;
            connect();
        }

        window.addEventListener("online", anew);
        window.addEventListener("offline", lost);
        window.addEventListener("pageshow", function (event) {
            if (event.persisted) anew();
        });
        document.addEventListener("visibilitychange", seen);
        connect();
    }

    function named(given) {
        return typeof given === "function" ? given : window[given];
    }

    if (window.faces && faces.push) {
        faces.push.init = function (id, url, channel, onopen, onmessage) {
            listen(url, named(onopen), named(onmessage));
        };
    }
})();
