// A card is touched: it opens alone, and tells who, where, the number twice, and how sure that is.
Kalankan.activity("helpcards", function (root, api) {
  "use strict";
  /** @type {(selector: string, within?: Element) => HTMLElement} */
  const one = (selector, within) =>
    /** @type {HTMLElement} */ ((within || root).querySelector(selector));
  /** @type {(selector: string, within: Element) => HTMLElement[]} */
  const all = (selector, within) => Array.from(within.querySelectorAll(selector));
  const list = one(".helpers");
  const picture = one("figure");
  const back = api.button(one(".go-on"), choose);

  const abouts = all(".helpers > li", root).map((item) => {
    const about = one(".about", item);
    const button = api.button(one("summary", item), () => open(about, button));
    const call = one(".call", about);
    if (call) behind(call);
    about.hidden = true;
    root.insertBefore(about, back);
    one("details", item).replaceWith(button);
    return about;
  });

  // The way to call comes once it has been said what a call leaves behind.
  /** @param {HTMLElement} call */
  function behind(call) {
    const trace = one(".trace", call);
    const link = one("a", call);
    const ask = api.button(one("summary", call), () => {
      trace.hidden = link.hidden = false;
      ask.hidden = true;
      api.focus(trace);
      api.say(trace.dataset.say || "");
    });
    trace.hidden = link.hidden = true;
    call.replaceWith(ask, trace, link);
  }

  /** @param {HTMLElement | null} about */
  function lay(about) {
    abouts.forEach((other) => {
      other.hidden = other !== about;
    });
    list.hidden = back.hidden = false;
    if (about) list.hidden = true;
    else back.hidden = true;
    one(".bubble").hidden = Boolean(about);
    if (picture) picture.hidden = Boolean(about);
  }

  /** @param {HTMLElement} about @param {HTMLElement} button */
  function open(about, button) {
    lay(about);
    button.classList.add("heard");
    api.done();
    api.focus(root);
    const lines = all(".line", about).filter((line) => !line.hidden);
    api.say(lines.map((line) => line.dataset.say || "").join(" "));
  }

  function choose() {
    lay(null);
    api.focus(root);
    api.ask();
  }

  return {
    start() {
      lay(null);
      if (!abouts.length) api.done();
      api.ask();
    },
  };
});
