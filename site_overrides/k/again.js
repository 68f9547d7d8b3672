// What was answered wrongly is asked once more before the end, the answers in another order under
// other numbers. It is known only while the page is open. A sensitive lesson does not do this.
(function (player) {
  "use strict";
  const { $, $$, hooks } = player;
  const MOST = 3;
  const screens = $$("main > section.step");
  /** @type {Map<HTMLElement, string[]>} What was answered wrongly, by step. */
  const missed = new Map();
  /** @type {Set<HTMLElement>} */
  const asked = new Set();

  document.addEventListener("kalankan:result", (event) => {
    const { step, answer, right } = /** @type {CustomEvent<Kalankan.Result>} */ (event).detail;
    const screen = screens.find((one) => one.dataset.step === step);
    if (!screen || answer === null || right || asked.has(screen)) return;
    missed.set(screen, (missed.get(screen) || []).concat(answer));
  });

  // The first answer becomes the last one, and each has another number.
  /** @param {HTMLElement} list */
  function turn(list) {
    if (list.firstElementChild) list.append(list.firstElementChild);
    $$("[data-n]", list).forEach((option, i) => {
      const number = "interface/number-" + (i + 1);
      const shown = $(".n", option);
      option.dataset.n = shown.textContent = String(i + 1);
      shown.dataset.t = number;
      option.dataset.say = (option.dataset.say || "").replace(/^interface\/number-\d+/, number);
    });
  }

  /** What is to be asked next, the first one first; none when so many have been asked. */
  function next() {
    const left = screens.find((one) => missed.has(one) && !asked.has(one) && player.again(one));
    return asked.size < MOST ? left : undefined;
  }

  /** @param {HTMLElement} screen */
  function ask(screen) {
    const answers = missed.get(screen) || [];
    asked.add(screen);
    screen.setAttribute("data-again", "");
    $$(".options", screen).forEach(turn);
    const start = player.again(screen);
    player.show(screens.indexOf(screen), () => start && start(answers));
  }

  const go = hooks.go;
  hooks.go = function (by) {
    const end = screens.length - 1;
    const here = screens.findIndex((one) => !one.hidden);
    const again = screens[here].hasAttribute("data-again");
    screens[here].removeAttribute("data-again");
    const over = here === end - 1 && screens[here].hasAttribute("data-done");
    const screen = by > 0 && (again || over) ? next() : undefined;
    if (screen) ask(screen);
    else if (by > 0 && again) player.show(end);
    else go(by);
  };
})(window.Kalankan);
