// What was published, then what is promised here, then a poster of it. Nothing is kept or recorded.
Kalankan.activity("pledge", function (root, api) {
  "use strict";
  /** @type {(selector: string, within?: ParentNode) => HTMLElement} */
  const one = (selector, within) =>
    /** @type {HTMLElement} */ ((within || root).querySelector(selector));
  /** @type {(selector: string) => HTMLElement[]} */
  const all = (selector) => Array.from(root.querySelectorAll(selector));
  const PAGE = 4;
  const published = one(".published");
  const list = one(".promises");
  const poster = one(".poster");
  const blank = Number(poster.dataset.blank);
  const aloud = /** @type {HTMLTemplateElement} */ (one("template.aloud"));
  all(".published .option").forEach((card) => {
    api
      .button(card, (self) => api.say(self.dataset.say || "", { aside: true }))
      .classList.add("seen");
  });
  const cards = all(".promises .option").map((card) => api.button(card, choose));
  const more = api.button(one(".more"), () => deal(at + PAGE));
  const on = api.button(one(".on"), forward);
  const print = api.button(one(".print"), () => window.print());
  /** @type {HTMLElement[]} */
  let chosen = [];
  let at = 0;

  /** @param {"published" | "choose" | "poster"} state */
  function lay(state) {
    root.dataset.state = state;
    if (published) published.hidden = state !== "published";
    list.hidden = state !== "choose";
    poster.hidden = print.hidden = state !== "poster";
    more.hidden = state !== "choose" || cards.length <= PAGE;
    on.hidden = state === "poster" || (state === "choose" && !chosen.length);
  }

  /** @param {number} from @param {string} [question] */
  function deal(from, question) {
    at = from < cards.length ? from : 0;
    cards.forEach((card, i) => {
      const item = /** @type {HTMLElement} */ (card.parentElement);
      item.hidden = i < at || i >= at + PAGE;
    });
    lay("choose");
    const asked = question || "pledge/choose";
    api.tell(asked);
    api.focus(root);
    const shown = cards.slice(at, at + PAGE).map((card) => card.dataset.say || "");
    api.say([asked].concat(shown));
  }

  /** @param {HTMLElement} card */
  function choose(card) {
    const taken = !chosen.includes(card);
    chosen = taken ? chosen.concat(card) : chosen.filter((other) => other !== card);
    card.classList.toggle("good", taken);
    card.setAttribute("aria-pressed", String(taken));
    lay("choose");
    if (chosen.length >= blank) show();
    else api.say(taken ? "pledge/again" : "pledge/choose");
  }

  function forward() {
    if (root.dataset.state === "published") deal(0);
    else show();
  }

  // Chosen drawings, and a place for each promise that is said aloud.
  function show() {
    Array.from(one("ol", poster).children).forEach((slot, i) => {
      slot.textContent = "";
      const card = chosen[i];
      if (!card) {
        slot.append(document.importNode(aloud.content, true));
        return;
      }
      ["img", "span[data-t]"].forEach((part) => slot.append(one(part, card).cloneNode(true)));
    });
    lay("poster");
    api.tell("pledge/ours");
    api.done();
    api.focus(root);
    const said = chosen.map((card) => (card.dataset.say || "").split(" ").pop() || "");
    const left = said.length < blank ? ["pledge/aloud"] : [];
    api.say(["pledge/ours"].concat(said, left));
  }

  return {
    start() {
      if (chosen.length) {
        chosen.forEach((card) => {
          card.classList.remove("good");
          card.removeAttribute("aria-pressed");
        });
        chosen = [];
      }
      lay(published ? "published" : "choose");
      const question = api.question();
      if (!published) {
        deal(0, question);
        return;
      }
      const said = all(".published [data-say]").map((part) => part.dataset.say || "");
      api.say([question, "pledge/published"].concat(said));
    },
  };
});
