// Touch an answer, hear why; several may be right: then all are looked for.
Kalankan.activity("choice", function (root, api) {
  "use strict";
  /** @type {Set<string>} */
  const left = new Set();
  /** @type {HTMLElement[]} */
  const buttons = [];
  /** @param {HTMLElement} button */
  const look = (button) => left.add(button.dataset.answer || "");

  /** @param {HTMLElement} button @param {string} answer @param {string} feedback */
  function choose(button, answer, feedback) {
    if (button.dataset.right !== undefined) {
      left.delete(answer);
      api.mark(button, "good");
      if (!left.size) api.done();
      api.right(feedback, { answer: answer, then: left.size ? more : null });
    } else {
      api.mark(button, "again");
      api.tryAgain(feedback, { answer: answer });
    }
  }

  // Read, not heard, the reason stays beside the invitation.
  function more() {
    const line = /** @type {HTMLElement} */ (root.querySelector('[data-say="choice/more"]'));
    if (api.voiced()) api.tell("choice/more");
    else line.hidden = false;
    api.say("choice/more");
  }

  root.querySelectorAll("details").forEach((details) => {
    const answer = details.dataset.answer || "";
    const reason = /** @type {HTMLElement} */ (details.querySelector(".feedback"));
    const summary = /** @type {HTMLElement} */ (details.querySelector("summary"));
    const feedback = reason.dataset.say || "";
    api.keep(reason);
    const button = api.button(summary, () => choose(button, answer, feedback));
    if (details.hasAttribute("data-right")) {
      button.dataset.right = "";
      left.add(answer);
    }
    button.dataset.answer = answer;
    buttons.push(button);
    details.replaceWith(button);
  });

  return {
    start() {
      api.ask();
    },
    again() {
      buttons.forEach((button) => api.mark(button, null));
      buttons.filter((button) => button.dataset.right !== undefined).forEach(look);
      api.ask();
    },
  };
});
