// Touch what comes first, then what comes next. A touch out of order changes nothing.
Kalankan.activity("ordering", function (root, api) {
  "use strict";
  const feedback = root.querySelector(".feedback");
  api.keep(feedback);
  root.querySelector(".solution").remove();
  const items = Array.from(root.querySelectorAll(".option")).map((item) => api.button(item, take));
  let next = 1;

  function take(item) {
    const order = Number(item.dataset.order);
    if (order < next) {
      api.say(item.dataset.say);
    } else if (order > next) {
      item.classList.add("again");
      api.tryAgain("ordering/not-yet");
    } else {
      items.forEach((other) => other.classList.remove("again"));
      item.classList.add("good");
      rank(item, order);
      next += 1;
      if (next > items.length) {
        api.done();
        api.right(feedback.dataset.say);
      } else {
        api.right("ordering/then");
      }
    }
  }

  // The medal with its place in the order: as many dots as its rank.
  function rank(item, order) {
    const medal = document.createElement("i");
    medal.className = "rank";
    medal.textContent = "●".repeat(order);
    item.append(medal);
  }

  return {
    start() {
      next = 1;
      items.forEach((item) => {
        item.classList.remove("good", "again");
        item.querySelectorAll(".rank").forEach((medal) => medal.remove());
      });
      api.say(api.question());
    }
  };
});
