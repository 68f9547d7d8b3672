// Touch an answer, hear why; several may be right: then all are looked for.
Kalankan.activity("choice", function (root, api) {
  "use strict";
  const left = new Set();

  function choose(button, answer) {
    if (answer.right) {
      left.delete(answer);
      button.classList.add("good");
      if (!left.size) api.done();
      api.right(answer.feedback, left.size ? more : null);
    } else {
      button.classList.add("again");
      api.tryAgain(answer.feedback);
    }
  }

  // Read, not heard, the reason stays beside the invitation.
  function more() {
    if (api.voiced()) api.tell("choice/more");
    else root.querySelector('.bubble [data-say="choice/more"]').hidden = false;
    api.say("choice/more");
  }

  root.querySelectorAll("details").forEach((details) => {
    const answer = {
      right: details.hasAttribute("data-right"),
      feedback: details.querySelector(".feedback").dataset.say
    };
    if (answer.right) left.add(answer);
    api.keep(details.querySelector(".feedback"));
    details.replaceWith(api.button(details.querySelector("summary"), (button) => choose(button, answer)));
  });

  return {
    start() {
      api.say(api.question());
    }
  };
});
