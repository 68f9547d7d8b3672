// What an activity may ask of the player; each call is about its own step. Types: player.d.ts.

/** @param {HTMLElement} screen @returns {Kalankan.Api} */
function api(screen) {
  const bubble = $(".bubble", screen);
  const question = bubble ? $(".line", bubble).dataset.say || "" : "";
  if (bubble) {
    const verdicts = /** @type {HTMLTemplateElement} */ ($("#verdicts"));
    bubble.append(document.importNode(verdicts.content, true));
  }

  // Of a step asked once more before the end (again.js), each of its two sentences is said once.
  /** @param {string} key @param {string} [otherwise] */
  function once(key, otherwise) {
    const { again } = screen.dataset;
    if (again === undefined || again.includes(key)) return otherwise ? [otherwise] : [];
    screen.dataset.again = again + " " + key;
    return ["interface/" + key];
  }

  /** @type {Kalankan.Api["tell"]} */
  function tell(key, mood) {
    const text = $$(".line, .feedback", screen).find((line) => line.dataset.say === key);
    if (text) bubble.append(text);
    Array.from(bubble.children).forEach((child) => {
      const part = /** @type {HTMLElement} */ (child);
      part.hidden = part !== text && !(mood && part.dataset.mood === mood);
    });
    // On the smallest screens the picture makes room for the reason.
    screen.classList.toggle("judged", Boolean(mood));
    bubble.classList.toggle("good", mood === "good");
    bubble.classList.toggle("again", mood === "again");
    screen.setAttribute("data-told", key);
  }

  // The one place where verdicts are given.
  /** @type {(right: boolean, feedback: string, options?: Kalankan.Verdict) => void} */
  function verdict(right, feedback, options) {
    const { answer, then } = options || {};
    stop();
    tell(feedback, right ? "good" : "again");
    (right ? chime : thud)();
    const spoken = right
      ? once("known-now", "interface/right").concat(feedback)
      : [feedback, "interface/try-again"];
    // Whoever touches something before the voice begins still hears it afterwards.
    state.told = { ids: spoken, at: 0, then: then || (() => {}) };
    state.hushed = false;
    const mine = state.run;
    setTimeout(
      () => {
        if (mine === state.run) say(spoken, { then: then });
      },
      state.voiced ? SOUND_MS : 0
    );
    if (answer) report(screen, answer, right);
  }

  return {
    say: say,
    stop: stop,
    tell: tell,
    focus: focus,
    sensitive: sensitive,
    voiced: () => state.voiced,
    goOn(pause_ms) {
      state.onward = () => {
        if (screens[state.now] === screen) hooks.go(1);
      };
      clearTimeout(state.idle);
      state.idle = setTimeout(idle, pause_ms);
    },
    sheet: () => sheets[screen.dataset.kind || ""] || [],
    number: (n) => "interface/number-" + n,
    keep(text) {
      text.hidden = true;
      bubble.append(text);
    },
    question() {
      tell(question);
      return question;
    },
    ask(more) {
      const answers = $$("button.option[data-say]", screen).filter(visible);
      const named = answers.map((answer) => answer.dataset.say || "");
      tell(question);
      say(once("asked-again").concat(question, more || [], named));
    },
    right: (feedback, options) => verdict(true, feedback, options),
    tryAgain: (feedback, options) => verdict(false, feedback, options),
    mark(answer, mood) {
      answer.classList.toggle("good", mood === "good");
      answer.classList.toggle("again", mood === "again");
      if (mood) answer.setAttribute("aria-describedby", "is-" + mood);
      else answer.removeAttribute("aria-describedby");
    },
    answered: (answer, right) => report(screen, answer, right),
    done: () => done(screen),
    button(element, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = element.className;
      Object.assign(button.dataset, element.dataset);
      button.append(...Array.from(element.childNodes));
      element.replaceWith(button);
      button.addEventListener("click", () => act(button));
      return button;
    },
  };
}
