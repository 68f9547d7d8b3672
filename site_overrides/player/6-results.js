// What came of a step is told here and nowhere else, to whoever listens on the page: the place that
// is kept, the bar, the end, and what counts for a class or a course. A kind knows none of them.

/**
 * Dispatches `kalankan:result`. `answer` null is about the step as a whole: `right` true when it
 * was gone through, false when it was passed over. Of a sensitive lesson, only that it was gone
 * through is ever told.
 * @param {HTMLElement} screen
 * @param {string | null} answer
 * @param {boolean} right
 */
function report(screen, answer, right) {
  if (sensitive && (answer !== null || !right)) return;
  /** @type {Kalankan.Result} */
  const detail = {
    step: screen.dataset.step || screen.classList[1],
    activity: screen.dataset.kind || null,
    answer: answer,
    right: right,
  };
  document.dispatchEvent(new CustomEvent("kalankan:result", { detail: detail }));
}

/** @param {HTMLElement} screen */
function done(screen) {
  const before = screen.hasAttribute("data-done");
  screen.setAttribute("data-done", "");
  ready(true);
  if (!before && screen.dataset.kind) report(screen, null, true);
}

// The place to come back to is the step after the last one that is over; after the end, the first.
document.addEventListener("kalankan:result", (event) => {
  const { step, activity, answer } = /** @type {CustomEvent<Kalankan.Result>} */ (event).detail;
  const lesson = page.dataset.lesson;
  if (!lesson || answer !== null) return;
  if (activity) {
    const at = screens.findIndex((screen) => screen.dataset.step === step);
    memory.keepIn("place", lesson, at + 1);
  } else {
    memory.keepIn("place", lesson, 0);
    memory.keepIn("done", lesson, 1);
  }
});
