// The home strip: the welcome, the tour of the three controls, and the marks of lessons done.
(function (player) {
  "use strict";
  const { $, $$, memory } = player;
  const cards = $$(".lesson-card");
  const lines = $$("#tour .line");
  let touring = false;

  function mark() {
    const done = memory.read().done || {};
    // A card that leads to more lessons is never done, and has no mark.
    cards
      .filter((card) => $(".done", card))
      .forEach((card) => {
        const yes = Boolean(done[card.dataset.lesson || ""]);
        $(".done", card).hidden = !yes;
        card.dataset.say = card.dataset.name + (yes ? " interface/done" : "");
      });
  }

  /** @param {string} [control] */
  function point(control) {
    $$(".pointed").forEach((other) => other.classList.remove("pointed"));
    if (control) $("#" + control).classList.add("pointed");
  }

  function strip() {
    touring = false;
    point();
    player.show(1);
  }

  // One control at a time: named while it is ringed, and while it looks as it is named.
  /** @param {number} at */
  function tell(at) {
    if (at === lines.length) {
      strip();
      return;
    }
    const line = lines[at];
    point(line.dataset.control);
    lines.forEach((other) => {
      other.hidden = other !== line;
    });
    player.say(line.dataset.say || "", { then: () => tell(at + 1), still: true });
  }

  // Who reads with a screen reader gets all of it at once, and goes on with "next".
  function readAll() {
    lines.forEach((line) => {
      line.hidden = false;
    });
    point("next");
  }

  function tour() {
    touring = true;
    memory.keep({ tour: 1 });
    player.show(0, () => (player.voiced() ? tell(0) : readAll()));
  }

  // "Next" and "previous" go from card to card; during the tour they end it.
  player.hooks.go = function (by) {
    if (touring) {
      strip();
      return;
    }
    const at = cards.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const from = at < 0 && by > 0 ? -1 : Math.max(at, 0);
    const target = cards[(from + by + cards.length) % cards.length];
    if (player.voiced()) player.arm(target);
    else target.focus();
  };
  document.addEventListener("kalankan:erased", mark);
  document.addEventListener("kalankan:voice", (event) => {
    if (!touring || player.voiced()) return;
    event.preventDefault();
    readAll();
  });

  mark();
  if (memory.read().tour) strip();
  else player.ask(tour);
})(window.Kalankan);
