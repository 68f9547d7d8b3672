// One message at a time: is it true? Clues for whoever asks; then what to do with it.
Kalankan.activity("inbox", function (root, api) {
  "use strict";
  /** @type {(selector: string, within?: HTMLElement) => HTMLElement} */
  const one = (selector, within) =>
    /** @type {HTMLElement} */ ((within || root).querySelector(selector));
  /** @type {(selector: string, within?: HTMLElement) => HTMLElement[]} */
  const all = (selector, within) => Array.from((within || root).querySelectorAll(selector));

  /** @typedef {(button: HTMLElement, text: string) => void} Act */
  /**
   * The choices of a list as buttons; what each tells waits in the bubble.
   * @param {HTMLElement} list
   * @param {Act} act
   */
  function open(list, act) {
    all("details", list).forEach((details) => {
      const told = one(".feedback", details);
      api.keep(told);
      const summary = one("summary", details);
      const button = api.button(summary, () => act(button, told.dataset.say || ""));
      if (details.hasAttribute("data-right")) button.dataset.right = "";
      details.replaceWith(button);
    });
    return list;
  }

  const letters = all(".letter").map((item, i) => ({
    item: item,
    id: "message-" + (i + 1) + "-",
    said: one(".page", item).dataset.say || "",
    truth: item.dataset.truth,
    verdicts: open(one(".verdicts", item), judge),
    clues: open(one(".clues", item), hear),
    acts: open(one(".acts", item), act),
  }));
  const goOn = api.button(one(".go-on"), () => deal(at + 1));
  let hand = letters;
  let at = 0;

  /** @param {number} which */
  function lay(which) {
    at = which % hand.length;
    letters.forEach((letter) => {
      letter.item.hidden = letter !== hand[at];
    });
    all(".letter .option").forEach((button) => {
      api.mark(button, null);
      button.classList.remove("heard");
    });
    offer("judging");
  }

  /** @param {"judging" | "acting" | "over"} state */
  function offer(state) {
    const letter = hand[at];
    root.dataset.state = state;
    letter.verdicts.hidden = letter.clues.hidden = state !== "judging";
    letter.acts.hidden = state !== "acting";
    goOn.hidden = state !== "over" || at === hand.length - 1;
  }

  /** @param {number} which */
  function deal(which) {
    lay(which);
    api.question();
    api.focus(root);
    api.say(hand[at].said);
  }

  /** @type {Act} */
  function hear(button, clue) {
    button.classList.add("heard");
    api.tell(clue);
    api.say(clue);
  }

  /** @type {Act} */
  function judge(button, why) {
    const verdict = button.dataset.as;
    const answer = hand[at].id + verdict;
    if (verdict !== hand[at].truth) {
      api.mark(button, "again");
      api.tryAgain(why, { answer: answer });
      return;
    }
    offer("acting");
    api.focus(root);
    api.right(why, { answer: answer, then: ask });
  }

  // Read, not heard, the reason stays beside what is asked now.
  function ask() {
    const named = all(".option", hand[at].acts).map((button) => button.dataset.say || "");
    if (api.voiced()) api.tell("inbox/act");
    else one('.bubble [data-say="inbox/act"]').hidden = false;
    api.say(["inbox/act"].concat(named));
  }

  /** @type {Act} */
  function act(button, why) {
    const answer = hand[at].id + button.dataset.as;
    if (button.dataset.right === undefined) {
      api.mark(button, "again");
      api.tryAgain(why, { answer: answer });
      return;
    }
    api.mark(button, "good");
    if (at === hand.length - 1) {
      api.done();
      api.right(why, { answer: answer });
    } else {
      offer("over");
      api.focus(root);
      const then = api.voiced() ? () => deal(at + 1) : null;
      api.right(why, { answer: answer, then: then });
    }
  }

  /** @param {typeof letters} some */
  function begin(some) {
    hand = some;
    lay(0);
    api.ask([hand[0].said]);
  }

  return {
    start: () => begin(letters),
    again(answers) {
      begin(letters.filter(({ id }) => answers.some((answer) => answer.startsWith(id))));
    },
  };
});
