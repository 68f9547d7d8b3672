// Draws pictures by the device's own chance; nothing drawn is kept or sent anywhere.
Kalankan.activity("passphrase", function (root, api) {
  "use strict";
  const one = (selector) => root.querySelector(selector);
  const words = api.sheet();
  const slots = Array.from(one(".drawn").children);
  const guessing = one(".guessing");
  const draw = api.button(one(".draw"), deal);
  const pair = one(".pair");
  slots.forEach((slot) => api.button(slot.firstElementChild, (card) => api.say(card.dataset.say)));
  api.button(one(".redraw"), deal);
  api.button(one(".guess"), guess);

  // Each number of the sheet is as likely as any other; the paper goes back into the bag.
  function chance() {
    const most = Math.floor(4294967296 / words.length) * words.length;
    const box = new Uint32Array(1);
    do { crypto.getRandomValues(box); } while (box[0] >= most);
    return box[0] % words.length;
  }

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
      const card = slot.firstElementChild;
      card.dataset.n = i + 1;
      card.dataset.say = api.number(i + 1) + " " + key;
      card.querySelector("img").src = picture;
      const shown = card.querySelector("span");
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
    api.say(["passphrase/how-long"].concat(Array.from(guessing.children).map((row) => row.dataset.say)));
  }

  return {
    start() {
      lay("start");
      api.say([api.question(), "passphrase/alone"]);
    }
  };
});
