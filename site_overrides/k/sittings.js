// Before the course, after it, three weeks later: what one would do, without a verdict. What is
// kept stays on the device, of what is not sensitive; the end draws a tree, never a mark.
(function (player) {
  "use strict";
  const { $, $$, memory } = player;
  const sitting = document.body.dataset.sitting || "";
  /** @type {Object<string, number>} */
  const WORTH = { protects: 2, waits: 1, exposes: 0 };
  const BEST = 2;
  const TALLEST = 5;
  // Before the course there is only a seedling, however right the answers were.
  const SEEDLING = 3;
  const screens = $$("main > section.step");

  /** @param {string} of @returns {Object<string, string>} */
  const kept = (of) => (memory.read().sittings || {})[of] || {};

  /** @param {string} situation @param {string} effect */
  function keep(situation, effect) {
    const mine = Object.assign({}, kept(sitting), { [situation]: effect });
    memory.keep({ sittings: Object.assign({}, memory.read().sittings, { [sitting]: mine }) });
  }

  /**
   * How tall the tree is after a sitting; 0 where nothing is known of it.
   * @param {string} of
   */
  function height(of) {
    const worths = Object.values(kept(of))
      .map((effect) => WORTH[effect])
      .filter((worth) => worth !== undefined);
    if (!worths.length) return 0;
    const share = worths.reduce((sum, worth) => sum + worth, 0) / (BEST * worths.length);
    return 1 + Math.round(share * ((of === "before" ? SEEDLING : TALLEST) - 1));
  }

  // A tree does not shrink: it is as tall as it has been.
  function grow() {
    const order = ["before", "after", "later"];
    const soFar = order.slice(0, order.indexOf(sitting) + 1).map(height);
    const now = Math.max(1, ...soFar);
    const from = Math.max(...soFar.slice(0, -1), 0);
    $$(".trees img").forEach((tree) => {
      const stage = Number(tree.dataset.stage);
      tree.hidden = stage !== now && stage !== from;
    });
  }

  player.activity("situation", (root, api) => {
    const options = $$(".options .option", root).map((option) => api.button(option, choose));
    const pass = $(".pass", root);
    if (pass) api.button(pass, next);

    function next() {
      player.show(screens.indexOf(root) + 1);
    }

    /** @param {HTMLElement} button */
    function choose(button) {
      const { answer, effect } = button.dataset;
      options.forEach((other) => other.classList.toggle("chosen", other === button));
      if (!root.hasAttribute("data-unkept")) {
        keep(root.dataset.step || "", effect || "");
        api.answered(answer || "", effect === "protects" || effect === "yes");
      }
      api.done();
      api.say("interface/heard", { then: next });
    }

    return {
      start() {
        options.forEach((option) => option.classList.remove("chosen"));
        api.ask();
      },
    };
  });

  document.addEventListener("kalankan:result", (event) => {
    const { activity } = /** @type {CustomEvent<Kalankan.Result>} */ (event).detail;
    if (activity === null) grow();
  });
  document.addEventListener("kalankan:erased", grow);
})(window.Kalankan);
