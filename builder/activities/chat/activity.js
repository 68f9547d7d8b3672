// A conversation in which the learner answers; it can be lived again from another side.
Kalankan.activity("chat", function (root, api) {
  "use strict";
  const all = (selector, within) => Array.from((within || root).querySelectorAll(selector));
  const talk = root.querySelector(".talk");
  const messages = {};
  all(".message").forEach((item) => {
    const feedback = item.querySelector(".feedback");
    const replies = item.querySelector(".replies");
    all(".follow", item).forEach((link) => link.remove());
    if (feedback) api.keep(feedback);
    if (replies) {
      talk.after(replies);
      all("a", replies).forEach((link) => api.button(link, answer));
    }
    messages[item.dataset.id] = {
      item: item,
      said: item.querySelector(".said"),
      replies: replies,
      feedback: feedback && feedback.dataset.say
    };
  });
  const roles = root.querySelector(".roles");
  all("a", roles).forEach((link) => api.button(link, (role) => live(role.dataset)));
  const goOn = api.button(root.querySelector(".go-on"), () => hear(waiting));
  let me = "";
  let waiting = "";

  function lay(state) {
    root.dataset.state = state;
    roles.hidden = state === "talking";
    if (state === "ended") root.append(roles);
    else talk.before(roles);
    all(".bubble").forEach((bubble) => { bubble.hidden = state === "talking"; });
    talk.hidden = state === "choosing";
  }

  function clear() {
    all(".answered", talk).forEach((item) => item.remove());
    all(".message").forEach((item) => { item.hidden = true; });
    offer(null);
  }

  // What can be touched now: replies, or the way on, or nothing.
  function offer(replies) {
    all(".replies").forEach((other) => { other.hidden = other !== replies; });
    goOn.hidden = true;
  }

  function live(role) {
    me = role.person;
    clear();
    lay("talking");
    api.focus(root);
    hear(role.next);
  }

  function hear(id) {
    const message = messages[id];
    const { next, end, from } = message.item.dataset;
    message.item.classList.toggle("mine", from === me);
    message.item.hidden = false;
    talk.append(message.item);
    offer(message.replies);
    waiting = next;
    goOn.hidden = !next;
    if (next && document.activeElement === document.body) api.focus(root);
    down();
    api.say(message.said.dataset.say, { then: next ? () => hear(next) : end ? () => close(message, end) : null });
  }

  function answer(button) {
    const said = document.createElement("li");
    said.className = "message mine answered";
    const words = document.createElement("p");
    words.textContent = all("[data-t]", button).pop().textContent;
    const picture = button.querySelector("img").cloneNode();
    const inside = document.createElement("div");
    inside.className = "said";
    inside.append(picture, words);
    said.append(inside);
    talk.append(said);
    api.focus(root);
    hear(button.dataset.next);
  }

  function close(message, end) {
    lay("ended");
    if (end === "good") {
      api.done();
      api.right(message.feedback, replay);
    } else {
      api.tryAgain(message.feedback);
    }
    down();
  }

  function replay() {
    if (roles.children.length > 1) api.say("chat/replay");
  }

  function down() {
    talk.scrollTop = talk.scrollHeight;
  }

  return {
    start() {
      clear();
      lay("choosing");
      const named = all("button", roles).map((role) => role.dataset.say);
      api.say([api.question()].concat(named));
    }
  };
});
