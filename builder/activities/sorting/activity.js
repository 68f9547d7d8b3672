// One card at a time; touch the place where it goes. A card may fit in several places.
Kalankan.activity("sorting", function (root, api) {
  "use strict";
  const cards = Array.from(root.querySelectorAll(".cards > li")).map((item) => {
    const summary = item.querySelector("summary");
    const feedback = item.querySelector(".feedback");
    const card = {
      item: item,
      say: summary.dataset.say,
      places: item.dataset.places.split(" "),
      feedback: feedback.dataset.say
    };
    api.keep(feedback);
    const shown = document.createElement("div");
    shown.className = "option held";
    shown.dataset.say = card.say;
    shown.append(...summary.childNodes);
    item.firstElementChild.replaceWith(shown);
    return card;
  });
  const places = Array.from(root.querySelectorAll(".places .option")).map((place) => api.button(place, put));
  const goOn = api.button(root.querySelector(".go-on"), deal);
  let at = -1;

  function deal() {
    at += 1;
    if (at === cards.length) at = 0;
    cards.forEach((card, i) => { card.item.hidden = i !== at; });
    places.forEach((place) => place.classList.remove("good", "again"));
    choosing(true);
    api.question();
    api.focus(root);
    api.say(cards[at].say);
  }

  function choosing(yes) {
    places[0].closest("ol").hidden = !yes;
    goOn.hidden = yes;
  }

  function put(place) {
    const card = cards[at];
    if (!card.places.includes(place.dataset.place)) {
      place.classList.add("again");
      api.tryAgain(card.feedback);
      return;
    }
    place.classList.add("good");
    if (at === cards.length - 1) {
      api.done();
      api.right(card.feedback);
    } else {
      choosing(false);
      api.focus(root);
      api.right(card.feedback, api.voiced() ? deal : null);
    }
  }

  return {
    start() {
      at = 0;
      cards.forEach((card, i) => { card.item.hidden = i !== 0; });
      places.forEach((place) => place.classList.remove("good", "again"));
      choosing(true);
      api.say([api.question(), cards[0].say]);
    }
  };
});
