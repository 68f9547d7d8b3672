// Draws pictures by the device's own chance; nothing drawn is kept or sent anywhere.
Kalankan.activity("passphrase", function (root, api) {
  "use strict";
  /** @type {(selector: string, within?: Element) => HTMLElement} */
  const one = (selector, within) =>
    /** @type {HTMLElement} */ ((within || root).querySelector(selector));
  const words = api.sheet();
  const slots = Array.from(one(".drawn").children);
  const guessing = one(".guessing");
  const draw = api.button(one(".draw"), deal);
  const pair = one(".pair");
  // They only tell their name again: nothing invites to touch them.
  slots.forEach((slot) => {
    const card = api.button(one(".option", slot), (self) => api.say(self.dataset.say || ""));
    card.classList.add("seen");
  });
  api.button(one(".redraw"), deal);
  api.button(one(".guess"), guess);

  // Each number of the sheet is as likely as any other; the paper goes back into the bag.
  function chance() {
    const most = Math.floor(4294967296 / words.length) * words.length;
    const box = new Uint32Array(1);
    do {
      crypto.getRandomValues(box);
    } while (box[0] >= most);
    return box[0] % words.length;
  }

  /** @param {"start" | "drawn" | "guessing"} state */
  function lay(state) {
    draw.hidden = one(".alone").hidden = state !== "start";
    one(".drawn").hidden = state !== "drawn";
    pair.hidden = state === "start";
    one(".guess").hidden = state === "guessing";
    guessing.hidden = state !== "guessing";
    root.dataset.state = state;
  }

  function deal() {
    lay("drawn");
    const said = slots.map((slot, i) => {
      const [key, text, picture] = words[chance()];
      const card = one(".option", slot);
      card.dataset.n = String(i + 1);
      card.dataset.say = api.number(i + 1) + " " + key;
      /** @type {HTMLImageElement} */ (one("img", card)).src = picture;
      const shown = one("span", card);
      shown.dataset.t = key;
      shown.textContent = text;
      return card.dataset.say;
    });
    api.tell("passphrase/story");
    api.focus(root);
    api.say(said.concat("passphrase/story"));
  }

  function guess() {
    lay("guessing");
    api.tell("passphrase/how-long");
    api.focus(root);
    api.done();
    /** @type {HTMLElement[]} */
    const rows = Array.from(guessing.querySelectorAll(".line"));
    api.say(["passphrase/how-long"].concat(rows.map((row) => row.dataset.say || "")));
  }

  return {
    start() {
      lay("start");
      api.say([api.question(), "passphrase/alone"]);
    },
  };
});
