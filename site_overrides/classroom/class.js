// Class mode. Each moment goes through stages: `ask` (what is said), `each` (one answer at a time,
// as large as the screen), `count` (hands), `show` (what is right, and why). Nothing moves on but
// by the trainer; what is being said can always be cut short by going on.
(function () {
  "use strict";
  const { voice, records, keeping } = window.Together;
  const page = document.body;
  const sensitive = page.hasAttribute("data-sensitive");
  const TAP_AGAIN_MS = 120;
  /** @param {string} id */
  const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @param {string} selector @param {Element} [within] @returns {HTMLElement[]} */
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  /** @type {{[moment: string]: {asks: string, answers: {[id: string]: string}}}} */
  const words = JSON.parse(at("words").textContent || "{}");
  const moments = all(".moment");

  /**
   * `taps` are the answers counted in this moment, in order, so that the last one can be undone.
   * @type {{now: number, stage: string, taps: {[moment: string]: string[]}, tapped: number}}
   */
  const state = { now: 0, stage: "ask", taps: {}, tapped: 0 };

  const moment = () => moments[state.now];
  const nameOf = (/** @type {HTMLElement} */ one) => one.dataset.name || "";
  const answers = () => all(".answer", moment());
  const counted = () => moment().hasAttribute("data-counted");
  // Where nothing is right or wrong, nothing is shown after the hands.
  const judged = () => !moment().hasAttribute("data-unjudged");
  const taps = () => (state.taps[nameOf(moment())] = state.taps[nameOf(moment())] || []);

  // ---- What is on the screen

  /** @param {string} stage */
  function enter(stage) {
    state.stage = stage;
    moment().dataset.stage = stage;
    if (stage !== "each") light("");
    all(".why", moment()).forEach((why) => (why.hidden = true));
    at("ask").hidden =
      !all(".note", moment()).length || (stage !== "show" && Boolean(answers()[0]));
    note(false);
  }

  /** @param {string} key Of what is said now: its line, or its answer, has the screen. */
  function light(key) {
    const shown = all("[data-key]", moment()).filter((one) => one.dataset.key === key);
    all(".on", moment()).forEach((one) => one.classList.remove("on"));
    shown.forEach((one) => (one.closest("li") || one).classList.add("on"));
  }

  /** @param {number} now */
  function show(now) {
    moments.forEach((other, i) => (other.hidden = i !== now));
    state.now = now;
    at("place").textContent = now + 1 + " / " + moments.length;
    tally();
    tell();
  }

  function tally() {
    const own = taps();
    answers().forEach((answer) => {
      const number = own.filter((id) => id === answer.dataset.id).length;
      const hands = all(".hands", answer)[0];
      while (hands.children.length > number) hands.removeChild(hands.children[0]);
      while (hands.children.length < number) hands.append(document.createElement("i"));
      all(".count", answer)[0].textContent = number || state.stage === "show" ? String(number) : "";
    });
  }

  // ---- What is said

  const lines = () => all(".says .line", moment()).map((line) => line.dataset.key || "");

  function tell() {
    enter("ask");
    const own = answers();
    voice.say(lines(), { each: light, then: own.length ? each : undefined });
  }

  function each() {
    enter("each");
    /** @type {string[]} */
    const keys = [];
    answers().forEach((answer) => {
      keys.push("interface/number-" + answer.dataset.n, answer.dataset.key || "");
    });
    const lit = (/** @type {string} */ key) => {
      const number = /^interface\/number-(\d+)$/.exec(key);
      const answer = answers().find((one) => number && one.dataset.n === number[1]);
      light((answer && answer.dataset.key) || key);
    };
    voice.say(keys, { each: lit, then: () => enter("count") });
  }

  /** @param {string} [id] The answer whose reason is asked for; without it, of the right ones. */
  function reasons(id) {
    enter("show");
    tally();
    const right = answers().filter((one) => one.classList.contains("right"));
    const wanted = id ? [id] : right.map((one) => one.dataset.id || "");
    const own = all(".why", moment());
    const told = own.filter((why) => !why.dataset.of || wanted.includes(why.dataset.of));
    const named = id ? [] : right.map((one) => one.dataset.key || "");
    voice.say([...named, ...told.map((why) => why.dataset.key || "")], {
      each: (key) => told.forEach((why) => (why.hidden = why.dataset.key !== key)),
    });
    if (told[0]) told[0].hidden = false;
  }

  // ---- What is counted

  /** @param {HTMLElement} answer */
  function add(answer) {
    if (state.stage !== "count") {
      voice.stop();
      enter("count");
    }
    taps().push(answer.dataset.id || "");
    counts();
  }

  function undo() {
    if (!counted() || state.stage === "show") return;
    taps().pop();
    counts();
  }

  function counts() {
    tally();
    at("live").textContent = String(taps().length);
    const name = nameOf(moment());
    const [step, id] = name.split("/");
    const own = taps();
    records.put(keeping.record, {
      lesson: page.dataset.lesson || "",
      step: step,
      moment: id,
      when: keeping.when(),
      asks: words[name].asks,
      answers: answers().map((answer) => ({
        id: answer.dataset.id || "",
        says: words[name].answers[answer.dataset.id || ""],
        right: answer.classList.contains("right"),
        effect: /** @type {Together.Effect | null} */ (answer.dataset.effect || null),
        count: own.filter((tap) => tap === answer.dataset.id).length,
      })),
    });
    keeping.changed();
  }

  // Counts of a record that was kept, or brought back, are on the screen again.
  function restore() {
    state.taps = {};
    keeping.record.counts.forEach((count) => {
      if (count.lesson !== page.dataset.lesson || count.when !== keeping.when()) return;
      const own = (state.taps[count.step + "/" + count.moment] = /** @type {string[]} */ ([]));
      count.answers.forEach((answer) => {
        for (let i = 0; i < answer.count; i += 1) own.push(answer.id);
      });
    });
    tally();
  }

  // ---- What the trainer does

  function next() {
    voice.stop();
    if (answers().length && (state.stage === "ask" || state.stage === "each")) enter("count");
    else if (answers().length && state.stage === "count" && judged()) reasons();
    else if (state.now + 1 < moments.length) show(state.now + 1);
    else tell();
  }

  function previous() {
    voice.stop();
    if (state.stage === "show" && answers().length) {
      enter("count");
      tally();
    } else show(Math.max(0, state.now - 1));
  }

  function listen() {
    if (voice.speaking()) {
      voice.stop();
      if (state.stage === "each") enter("count");
    } else if (state.stage === "show") reasons();
    else tell();
  }

  /** @param {HTMLElement} answer */
  function touch(answer) {
    if (state.stage === "show") reasons(answer.dataset.id);
    else if (counted()) add(answer);
    else voice.say([answer.dataset.key || ""]);
  }

  /** @param {boolean} open */
  function note(open) {
    const own = all(".note", moment())[0];
    at("note").hidden = !open || !own;
    at("ask").setAttribute("aria-expanded", String(!at("note").hidden));
    if (own) all("p", at("note"))[0].textContent = own.textContent;
  }

  function group() {
    const panel = document.getElementById("panel");
    if (!panel) return;
    panel.hidden = !panel.hidden;
    at("group").setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) /** @type {HTMLElement} */ (panel.querySelector("input")).focus();
  }

  function leave() {
    voice.stop();
    page.hidden = true;
    document.title = "";
    location.replace(page.dataset.neutral || "");
  }

  /** @type {{[id: string]: () => void}} */
  const controls = {
    previous: previous,
    listen: listen,
    next: next,
    undo: undo,
    ask: () => note(at("note").hidden),
    group: group,
    leave: leave,
  };
  /** @type {{[key: string]: () => void}} */
  const keys = {
    ArrowRight: next,
    PageDown: next,
    " ": next,
    Enter: next,
    ArrowLeft: previous,
    PageUp: previous,
    0: listen,
    Backspace: undo,
    Delete: undo,
    "-": undo,
    "?": controls.ask,
    Escape: voice.stop,
    q: leave,
    Q: leave,
    g: group,
    G: group,
  };

  // What a button, a choice or a link does by itself with this key.
  /** @param {KeyboardEvent} event */
  function isItsOwn(event) {
    const on = /** @type {HTMLElement} */ (event.target);
    const pressed = [" ", "Enter"].includes(event.key);
    return Boolean(
      (pressed && on.closest("button, input, a")) ||
        (event.key.startsWith("Arrow") && on.closest("input"))
    );
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isItsOwn(event)) return;
    const digit = answers().find((answer) => answer.dataset.n === event.key);
    if (digit && (counted() || state.stage !== "ask")) touch(digit);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  }

  Object.keys(controls).forEach((id) => {
    const control = document.getElementById(id);
    if (control) control.addEventListener("click", controls[id]);
  });
  all(".answer").forEach((answer) =>
    answer.addEventListener("click", (event) => {
      // A finger that trembles is one hand.
      if (event.timeStamp - state.tapped < TAP_AGAIN_MS) return;
      state.tapped = event.timeStamp;
      touch(answer);
    })
  );
  document.addEventListener("keydown", key);
  all("input[name=when]").forEach((choice) => choice.addEventListener("change", restore));
  keeping.onOther(restore);
  if (!sensitive) restore();
  show(0);
})();
