// One card at a time; touch the place where it goes. A card may fit in several places.
Kalankan.activity("sorting", function (root, api) {
  "use strict";
  /** @type {(selector: string, within?: HTMLElement) => HTMLElement} */
  const one = (selector, within) =>
    /** @type {HTMLElement} */ ((within || root).querySelector(selector));
  /** @type {(selector: string) => HTMLElement[]} */
  const all = (selector) => Array.from(root.querySelectorAll(selector));

  const cards = all(".cards > li").map((item) => {
    const summary = one("summary", item);
    const reason = one(".feedback", item);
    const card = {
      item: item,
      id: item.dataset.card,
      say: summary.dataset.say || "",
      places: (item.dataset.places || "").split(" "),
      feedback: reason.dataset.say || "",
    };
    api.keep(reason);
    const shown = document.createElement("div");
    shown.className = "option held";
    shown.dataset.say = card.say;
    shown.append(...Array.from(summary.childNodes));
    one("details", item).replaceWith(shown);
    return card;
  });
  /** @type {HTMLElement[]} */
  const places = all(".places .option").map((place) => api.button(place, put));
  const list = one(".places");
  const goOn = api.button(one(".go-on"), () => deal(at + 1));
  let hand = cards;
  let at = 0;

  /** @param {number} which */
  function lay(which) {
    at = which % hand.length;
    cards.forEach((card) => {
      card.item.hidden = card !== hand[at];
    });
    places.forEach((place) => api.mark(place, null));
    choosing(true);
  }

  /** @param {number} which */
  function deal(which) {
    lay(which);
    api.question();
    api.focus(root);
    api.say(hand[at].say);
  }

  /** @param {boolean} yes */
  function choosing(yes) {
    list.hidden = !yes;
    goOn.hidden = yes;
  }

  /** @param {HTMLElement} place */
  function put(place) {
    const card = hand[at];
    const answer = card.id + "-place-" + (places.indexOf(place) + 1);
    if (!card.places.includes(place.dataset.place || "")) {
      api.mark(place, "again");
      api.tryAgain(card.feedback, { answer: answer });
      return;
    }
    api.mark(place, "good");
    if (at === hand.length - 1) {
      api.done();
      api.right(card.feedback, { answer: answer });
    } else {
      choosing(false);
      api.focus(root);
      const then = api.voiced() ? () => deal(at + 1) : null;
      api.right(card.feedback, { answer: answer, then: then });
    }
  }

  /** @param {typeof cards} some */
  function begin(some) {
    hand = some;
    lay(0);
    api.ask([hand[0].say]);
  }

  return {
    start: () => begin(cards),
    again(answers) {
      const missed = new Set(answers.map((answer) => answer.split("-place-")[0]));
      begin(cards.filter((card) => missed.has(card.id || "")));
    },
  };
});
