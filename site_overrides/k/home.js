// The home strip: the welcome, the tour of the three controls, and the marks of lessons done.
(function (player) {
  "use strict";
  const { $, $$, memory } = player;
  const cards = $$(".lesson-card");
  const lines = $$("#tour .line");
  let touring = false;

  function mark() {
    const done = memory.read().done || {};
    cards.forEach((card) => {
      const yes = Boolean(done[card.dataset.lesson]);
      $(".done", card).hidden = !yes;
      card.dataset.say = card.dataset.name + (yes ? " interface/done" : "");
    });
  }

  function point(control) {
    $$(".pointed").forEach((other) => other.classList.remove("pointed"));
    if (control) $("#" + control).classList.add("pointed");
  }

  function strip() {
    touring = false;
    point(null);
    player.show(1);
  }

  // One control at a time: named while it is ringed.
  function tour() {
    touring = true;
    memory.keep({ tour: 1 });
    player.show(0, (function next(at) {
      return () => {
        if (at === lines.length) { strip(); return; }
        point(lines[at].dataset.control);
        lines.forEach((line, i) => { line.hidden = i !== at; });
        player.say(lines[at].dataset.say, { then: next(at + 1) });
      };
    })(0));
  }

  // "Next" and "previous" go from card to card; during the tour they end it.
  player.hooks.go = function (by) {
    if (touring) { strip(); return; }
    const at = cards.indexOf(document.activeElement);
    const target = cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : (at + by + cards.length) % cards.length];
    if ($("body").classList.contains("mute")) target.focus();
    else player.arm(target);
  };
  document.addEventListener("kalankan:erased", mark);

  mark();
  if (memory.read().tour) strip();
  else player.ask(tour);
})(window.Kalankan);
