// What pages need beyond Faces: local times, copying, the theme, calm live updates, and what is typed for long.
(function () {
    "use strict";
    var local = new Intl.DateTimeFormat(undefined, {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
    });
    var clock = new Intl.DateTimeFormat(undefined, {
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
    });

    function times(root) {
        root.querySelectorAll("time[datetime]:not([data-local])").forEach(function (time) {
            var at = new Date(time.dateTime);
            if (isNaN(at)) return;
            time.textContent = (at.toDateString() === new Date().toDateString() ? clock : local).format(at);
            time.dataset.local = "true";
        });
    }

    function span(seconds) {
        if (seconds < 60) return Math.floor(seconds) + " s";
        if (seconds < 3600) return Math.floor(seconds / 60) + " min " + Math.floor(seconds % 60) + " s";
        if (seconds < 86400) return Math.floor(seconds / 3600) + " h " + Math.floor((seconds % 3600) / 60) + " min";
        return Math.floor(seconds / 86400) + " d " + Math.floor((seconds % 86400) / 3600) + " h";
    }

    // A console shows its end, unless somebody has scrolled up to read.
    function follow() {
        document.querySelectorAll("pre[data-follow]:not([data-followed])").forEach(function (pre) {
            pre.dataset.followed = "true";
            if (!reading) pre.scrollTop = pre.scrollHeight;
            pre.addEventListener("scroll", function () {
                reading = pre.scrollTop + pre.clientHeight < pre.scrollHeight - 20;
            });
        });
    }
    var reading = false;

    // Where tables become cards their heads are gone: each cell says what it is.
    function heads() {
        document.querySelectorAll("table.cards").forEach(function (table) {
            var names = Array.from(table.querySelectorAll("thead th"), function (th) {
                return th.querySelector(".visually-hidden") ? "" : th.textContent.trim();
            });
            table.querySelectorAll("tbody tr").forEach(function (row) {
                Array.from(row.cells).forEach(function (cell, i) {
                    if (i > 0 && names[i]) cell.dataset.head = names[i];
                });
            });
        });
    }

    function tick() {
        document.querySelectorAll("[data-since]").forEach(function (waiting) {
            var text = span(Math.max(0, (Date.now() - new Date(waiting.dataset.since)) / 1000));
            if (waiting.textContent !== text) waiting.textContent = text;
        });
    }

    document.addEventListener("click", function (event) {
        var button = event.target.closest("button");
        if (!button) return;
        if (button.dataset.copy) {
            navigator.clipboard.writeText(button.dataset.copy).then(function () {
                button.classList.add("done");
                setTimeout(function () {
                    button.classList.remove("done");
                }, 1500);
            });
        } else if (button.dataset.themeToggle) {
            var next = { system: "light", light: "dark", dark: "system" }[theme()];
            if (next === "system") {
                localStorage.removeItem("theme");
                delete document.documentElement.dataset.theme;
            } else {
                localStorage.setItem("theme", next);
                document.documentElement.dataset.theme = next;
            }
            named();
        } else if (button.dataset.showArrivals) {
            if (window.showArrivals) window.showArrivals();
        } else if (button.dataset.openDialog) {
            document.getElementById(button.dataset.openDialog).showModal();
        } else if (button.dataset.closeDialog) {
            button.closest("dialog").close();
        }
    });
    function theme() {
        return document.documentElement.dataset.theme || "system";
    }

    function named() {
        var button = document.getElementById("theme");
        if (button) button.textContent = "Theme: " + theme();
    }

    // A burst of messages is one look; while a look is under way the next one waits.
    var due = null;
    var busy = false;
    function soon() {
        if (due) return;
        due = setTimeout(function () {
            due = null;
            if (busy || document.hidden) {
                soon();
                return;
            }
            if (window.lookAgain) {
                busy = true;
                setTimeout(function () {
                    busy = false;
                }, 3000);
                window.lookAgain();
            }
        }, 200);
    }

    window.portalLooked = function () {
        busy = false;
        var live = document.querySelector("[data-arrivals]");
        var shown = document.querySelector("[data-shown]");
        if (!live || !shown) return;
        var news = live.dataset.arrivals - shown.dataset.shown;
        var first = shown.dataset.shown === "0" && news > 0;
        if (first || live.dataset.state !== shown.dataset.state) {
            if (window.showArrivals) window.showArrivals();
            return;
        }
        var pill = document.getElementById("arrivals");
        if (pill) {
            pill.hidden = news <= 0;
            pill.textContent = "Show " + news + (news === 1 ? " new " + pill.dataset.one : " new " + pill.dataset.many);
        }
    };

    window.portalChanged = function (message) {
        var only = document.querySelector("[data-contract]");
        if (only && message !== only.dataset.contract && message !== "build" && message !== "tunnel") return;
        soon();
    };

    // What came between the page and its connection, or while that was lost.
    var opened = false;
    window.portalOpened = function () {
        if (opened || document.querySelector("[data-contract]")) soon();
        opened = true;
    };

    // A form with data-draft, which names its account, is kept in this tab while it is written: a session may end or a server
    // start anew before it is sent. The server says "again" when it sends a person back to it; any other page forgets it.
    var DRAFT = "draft";
    function keep(event) {
        var form = event.target.form;
        if (!form || !form.dataset.draft) return;
        var fields = Array.from(new FormData(form)).filter(function (field) {
            return !/^(jakarta|primefaces)\./.test(field[0]);
        });
        try {
            sessionStorage.setItem(
                DRAFT,
                JSON.stringify({ of: form.dataset.draft, at: location.pathname, fields: fields }),
            );
        } catch (full) {
            sessionStorage.removeItem(DRAFT);
        }
    }

    function bringBack() {
        var here = new URL(location.href);
        var again = here.searchParams.has("again");
        var form = document.querySelector("form[data-draft]");
        var draft = JSON.parse(sessionStorage.getItem(DRAFT));
        if (again) {
            here.searchParams.delete("again");
            history.replaceState(history.state, "", here);
        }
        if (!draft || !document.querySelector(".places")) return;
        if (!again || !form || draft.of !== form.dataset.draft || draft.at !== here.pathname) {
            sessionStorage.removeItem(DRAFT);
            return;
        }
        draft.fields.forEach(function (field) {
            var control = form.elements.namedItem(field[0]);
            if (control) control.value = field[1];
        });
        document.getElementById("kept").hidden = false;
        form.querySelector("textarea").dispatchEvent(new Event("change", { bubbles: true }));
    }
    document.addEventListener("input", keep);
    document.addEventListener("change", keep);
    // PrimeFaces listens from when jQuery says so, which may be after the load
    window.addEventListener("load", function () {
        jQuery(bringBack);
    });

    document.addEventListener("DOMContentLoaded", function () {
        times(document);
        tick();
        named();
        setInterval(tick, 1000);
        follow();
        heads();
        new MutationObserver(function () {
            times(document);
            tick();
            follow();
            heads();
        }).observe(document.body, { childList: true, subtree: true });
    });
})();
