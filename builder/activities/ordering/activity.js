// Touch what comes first, then what comes next. A touch out of order changes nothing.
Kalankan.activity("ordering", function (root, api) {
  "use strict";
  const feedback = /** @type {HTMLElement} */ (root.querySelector(".feedback"));
  api.keep(feedback);
  /** @type {HTMLElement} */ (root.querySelector(".solution")).remove();
  /** @type {HTMLElement[]} */
  const options = Array.from(root.querySelectorAll(".option"));
  const items = options.map((item) => api.button(item, take));
  let next = 1;

  /** @param {HTMLElement} item */
  function take(item) {
    const order = Number(item.dataset.order);
    const answer = "item-" + order + "-at-" + next;
    if (order < next) {
      api.say(item.dataset.say || "");
    } else if (order > next) {
      api.mark(item, "again");
      api.tryAgain("ordering/not-yet", { answer: answer });
    } else {
      items
        .filter((other) => other.classList.contains("again"))
        .forEach((other) => api.mark(other, null));
      api.mark(item, "good");
      rank(item, order);
      next += 1;
      if (next > items.length) {
        api.done();
        api.right(feedback.dataset.say || "", { answer: answer });
      } else {
        api.right("ordering/then", { answer: answer });
      }
    }
  }

  /**
   * The medal with its place in the order: as many dots as its rank.
   * @param {HTMLElement} item
   * @param {number} order
   */
  function rank(item, order) {
    const medal = document.createElement("i");
    medal.className = "rank";
    medal.setAttribute("aria-hidden", "true");
    medal.textContent = "●".repeat(order);
    item.append(medal);
  }

  return {
    start() {
      next = 1;
      items.forEach((item) => {
        api.mark(item, null);
        item.querySelectorAll(".rank").forEach((medal) => medal.remove());
      });
      api.ask();
    },
  };
});
