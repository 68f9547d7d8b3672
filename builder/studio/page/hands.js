// Buttons and keys of a line. Keys can be switched off: letters may be another program's commands.
(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const KEPT = "studio-keys";
  const KEYS = {
    " ": "record",
    r: "again",
    e: "hear",
    Enter: "keep",
    ArrowLeft: "previous",
    ArrowRight: "following",
  };

  // `actions` by the id of their buttons.
  window.StudioHands = function (actions) {
    const box = $("letters").firstElementChild;
    box.checked = localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));

    for (const id of Object.keys(actions)) {
      $(id).addEventListener("click", function (event) {
        // A mouse leaves the keys to the page, not to the button it pressed last.
        if (event.pointerType === "mouse") $("say").focus({ preventScroll: true });
        if ($(id).getAttribute("aria-disabled") !== "true") actions[id]();
      });
    }

    document.addEventListener("keydown", function (event) {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const alone = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
      if ($("stage").hidden || !KEYS[key] || !alone || !box.checked) return;
      const acts = event.target.closest("button, a, input");
      if (acts && (key === " " || key === "Enter")) return;
      event.preventDefault();
      actions[KEYS[key]]();
    });
  };
})();
