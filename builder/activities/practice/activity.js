// Screens of an app, one at a time; only the right place leads to the next one.
Kalankan.activity("practice", function (root, api) {
  "use strict";
  /** @type {(selector: string, within: HTMLElement) => HTMLElement[]} */
  const all = (selector, within) => Array.from(within.querySelectorAll(selector));

  const shots = all(".shot", root).map((shot) => {
    const hint = all(".hint", shot)[0];
    const places = all("details", shot).map((details) => {
      // "plain" is for who has no script: with one, the hint says where the right place is.
      const reason = all(".feedback:not(.hint):not(.last):not(.plain)", details)[0];
      const right = details.hasAttribute("data-right");
      const answer = details.dataset.answer || "";
      const why = (reason || hint).dataset.say || "";
      all(".feedback", details).forEach((text) => api.keep(text));
      const button = api.button(all("summary", details)[0], () => {
        if (right) forward(button, answer);
        else astray(button, answer, why);
      });
      details.replaceWith(button);
      return button;
    });
    return { shot, places, title: all(".title", shot)[0] };
  });
  const last = all(".last", root)[0];
  let at = 0;

  /** @param {number} which */
  function lay(which) {
    at = which;
    shots.forEach(({ shot, places }, i) => {
      shot.hidden = i !== which;
      places.forEach((place) => api.mark(place, null));
    });
  }

  // What the screen is called, before its places are named.
  function named() {
    const { title } = shots[at];
    return title ? [title.dataset.say || ""] : [];
  }

  /** @param {HTMLElement} place @param {string} answer */
  function forward(place, answer) {
    api.mark(place, "good");
    if (at === shots.length - 1) {
      api.done();
      api.right(last.dataset.say || "", { answer: answer });
      return;
    }
    lay(at + 1);
    api.focus(root);
    const then = api.voiced() ? () => api.ask(named()) : null;
    api.right("practice/then", { answer: answer, then: then });
  }

  /** @param {HTMLElement} place @param {string} answer @param {string} why */
  function astray(place, answer, why) {
    api.mark(place, "again");
    api.tryAgain(why, { answer: answer });
  }

  function start() {
    lay(0);
    api.ask(["practice/may-differ"].concat(named()));
  }

  return {
    start: start,
    again: start,
  };
});
