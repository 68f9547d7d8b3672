// What an activity may ask of the player; each call is about its own step.
function api(screen) {
  const bubble = $(".bubble", screen);
  const question = bubble && $(".line", bubble).dataset.say;
  if (bubble) bubble.append(document.importNode($("#verdicts").content, true));
  // Shows one text of the step in the bubble; all others there are put away.
  function tell(key, mood) {
    const text = $$(".line, .feedback", screen).find((line) => line.dataset.say === key);
    bubble.append(text);
    Array.from(bubble.children).forEach((child) => {
      child.hidden = child !== text && !(mood && child.dataset.mood === mood);
    });
    bubble.classList.toggle("good", mood === "good");
    bubble.classList.toggle("again", mood === "again");
    screen.setAttribute("data-told", key);
  }
  function verdict(mood, sound, key, then, spoken) {
    stop();
    if (key) tell(key, mood);
    sound();
    const mine = run;
    setTimeout(() => { if (mine === run) say(spoken, { then: then }); }, voiced ? SOUND_MS : 0);
    last = spoken;
  }
  return {
    say: say,
    stop: stop,
    tell: tell,
    focus: focus,
    sensitive: sensitive,
    voiced: () => voiced,
    goOn(pause) {
      advance = setTimeout(() => { if (screens[now] === screen) show(now + 1); }, pause);
    },
    sheet: () => sheets[screen.dataset.kind],
    number: (n) => "interface/number-" + n,
    // Puts a text of the step away in the bubble, for tell().
    keep(text) {
      text.hidden = true;
      bubble.append(text);
    },
    // Puts the question back, and gives its id.
    question() {
      tell(question);
      return question;
    },
    right(key, then) {
      verdict("good", chime, key, then, ["interface/right", key]);
    },
    tryAgain(key, then) {
      verdict("again", thud, key, then, [key, "interface/try-again"]);
    },
    done() {
      screen.setAttribute("data-done", "");
      ready(true);
      document.dispatchEvent(new CustomEvent("kalankan:done", { detail: { step: screen.dataset.step } }));
    },
    // A button with the drawing, number, words and voice of `element`, which it replaces.
    button(element, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = element.className;
      Object.assign(button.dataset, element.dataset);
      button.append(...element.childNodes);
      element.replaceWith(button);
      button.addEventListener("click", () => act(button));
      return button;
    }
  };
}
