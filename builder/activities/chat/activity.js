// A conversation in which the learner answers; it can be lived again from another side.
Kalankan.activity("chat", function (root, api) {
  "use strict";
  /** @type {(selector: string, within?: HTMLElement) => HTMLElement} */
  const one = (selector, within) =>
    /** @type {HTMLElement} */ ((within || root).querySelector(selector));
  /** @type {(selector: string, within?: HTMLElement) => HTMLElement[]} */
  const all = (selector, within) => Array.from((within || root).querySelectorAll(selector));

  const talk = one(".talk");
  /**
   * @typedef {object} Message
   * @property {HTMLElement} item
   * @property {string} said
   * @property {HTMLElement | null} replies
   * @property {string} feedback Of an end; empty elsewhere.
   * @property {HTMLElement | null} scene Of an end: what came of it, drawn.
   */
  /** @type {Object<string, Message>} */
  const messages = {};
  all(".message").forEach((item) => {
    const feedback = all(".feedback", item)[0];
    const replies = all(".replies", item)[0] || null;
    const scene = all(".scene", item)[0] || null;
    all(".follow", item).forEach((link) => link.remove());
    if (feedback) api.keep(feedback);
    if (scene) talk.before(scene);
    if (replies) {
      talk.after(replies);
      all("a", replies).forEach((link) => api.button(link, answer));
    }
    messages[item.dataset.id || ""] = {
      item: item,
      said: one(".said", item).dataset.say || "",
      replies: replies,
      feedback: (feedback && feedback.dataset.say) || "",
      scene: scene,
    };
  });
  const roles = one(".roles");
  all("a", roles).forEach((link) => api.button(link, live));
  // Touched while a message speaks, it does at once what comes after it.
  const goOn = api.button(one(".go-on"), () => after());
  // After an end that is not good: to the last choice, not to the beginning.
  const back = api.button(one(".back"), rewind);
  let me = "";
  let choice = "";
  let after = () => {};

  /** @param {"choosing" | "talking" | "ended"} state */
  function lay(state) {
    root.dataset.state = state;
    roles.hidden = state === "talking";
    if (state === "ended") root.append(back, roles);
    else talk.before(roles);
    back.hidden = true;
    all(".scene").forEach((scene) => {
      scene.hidden = true;
    });
    all(".bubble").forEach((bubble) => {
      bubble.hidden = state === "talking";
    });
    talk.hidden = state === "choosing";
  }

  function clear() {
    all(".answered", talk).forEach((item) => item.remove());
    all(".message").forEach((item) => {
      item.hidden = true;
    });
    offer(null, false);
  }

  /**
   * What can be touched now: replies, or the way on, or nothing.
   * @param {HTMLElement | null} replies
   * @param {boolean} way
   */
  function offer(replies, way) {
    all(".replies").forEach((other) => {
      other.hidden = other !== replies;
    });
    goOn.hidden = !way;
  }

  /** @param {HTMLElement} role */
  function live(role) {
    me = role.dataset.person || "";
    choice = "";
    clear();
    lay("talking");
    api.focus(root);
    hear(role.dataset.next || "");
  }

  /** @param {string} id */
  function hear(id) {
    const message = messages[id];
    const { next, end, from } = message.item.dataset;
    message.item.classList.toggle("mine", from === me);
    message.item.hidden = false;
    talk.append(message.item);
    if (message.replies) choice = id;
    offer(message.replies, !message.replies);
    after = next ? () => hear(next) : () => close(id, message, end === "good");
    if (!message.replies && document.activeElement === document.body) api.focus(root);
    down();
    api.say(message.said, { then: message.replies ? null : after });
  }

  /** @param {HTMLElement} button */
  function answer(button) {
    const said = document.createElement("li");
    said.className = "message mine answered";
    const words = document.createElement("p");
    words.textContent = (all("[data-t]", button).pop() || button).textContent;
    const inside = document.createElement("div");
    inside.className = "said";
    inside.append(one("img", button).cloneNode(), words);
    said.append(inside);
    talk.append(said);
    api.focus(root);
    hear(button.dataset.next || "");
  }

  /** @param {string} id @param {Message} message @param {boolean} good */
  function close(id, message, good) {
    offer(null, false);
    lay("ended");
    if (message.scene) message.scene.hidden = false;
    if (good) {
      api.done();
      api.right(message.feedback, { answer: id, then: replay });
    } else {
      back.hidden = !choice;
      api.tryAgain(message.feedback, { answer: id, then: invite });
    }
    down();
  }

  function invite() {
    if (choice) api.say(back.dataset.say || "");
  }

  /** The conversation as it was when the last choice was asked; what came after is forgotten. */
  function rewind() {
    const asked = messages[choice].item;
    for (let later = asked.nextElementSibling; later; later = asked.nextElementSibling) {
      const item = /** @type {HTMLElement} */ (later);
      if (item.classList.contains("answered")) item.remove();
      else asked.before(item);
      item.hidden = true;
    }
    lay("talking");
    api.focus(root);
    hear(choice);
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
      api.ask();
    },
  };
});
