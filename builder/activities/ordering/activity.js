// Touch what comes first, then what comes next. A touch out of order changes nothing.
Kalankan.activity("ordering", function (root, api) {
  "use strict";
  const feedback = /** @type {HTMLElement} */ (root.querySelector(".solution > .feedback"));
  root.querySelectorAll(".feedback").forEach((text) => {
    api.keep(/** @type {HTMLElement} */ (text));
  });
  /** @type {HTMLElement} */ (root.querySelector(".solution")).remove();
  /** @type {HTMLElement[]} */
  const options = Array.from(root.querySelectorAll(".option"));
  const items = options.map((item) => api.button(item, take));
  let place = 1;

  /** @param {HTMLElement} item */
  const isTaken = (item) => item.classList.contains("good");

  /** @param {HTMLElement} item */
  const rankOf = (item) => Number(item.dataset.rank);

  // Items of one rank may come in any order among themselves.
  /** @param {HTMLElement} item */
  function take(item) {
    const answer = "item-" + item.dataset.item + "-at-" + place;
    const asked = Math.min(...items.filter((other) => !isTaken(other)).map(rankOf));
    if (isTaken(item)) {
      api.say(item.dataset.say || "");
    } else if (rankOf(item) > asked) {
      api.mark(item, "again");
      api.tryAgain(item.dataset.early || "ordering/not-yet", { answer: answer });
    } else {
      items
        .filter((other) => other.classList.contains("again"))
        .forEach((other) => api.mark(other, null));
      api.mark(item, "good");
      medal(item, place);
      place += 1;
      if (place > items.length) {
        api.done();
        api.right(feedback.dataset.say || "", { answer: answer });
      } else {
        api.right("ordering/then", { answer: answer });
      }
    }
  }

  /**
   * The medal with its place in the order: as many dots as the place it was taken for.
   * @param {HTMLElement} item
   * @param {number} taken
   */
  function medal(item, taken) {
    const mark = document.createElement("i");
    mark.className = "rank";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = "●".repeat(taken);
    item.append(mark);
  }

  function start() {
    place = 1;
    items.forEach((item) => {
      api.mark(item, null);
      item.querySelectorAll(".rank").forEach((medal) => medal.remove());
    });
    api.ask();
  }

  return {
    start: start,
    again: start,
  };
});
