// Before the first paint: the theme that was chosen on this device, if any.
(function () {
    var chosen = null;
    try {
        chosen = localStorage.getItem("theme");
    } catch (e) {
        /* no storage: the system's theme holds */
    }
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
