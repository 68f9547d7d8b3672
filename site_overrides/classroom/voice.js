// The voice of pages for a whole class: clips one after another, nothing else at the same time.
(function () {
  "use strict";
  const audio = /** @type {HTMLAudioElement} */ (document.querySelector("#voice"));
  const table = document.querySelector("#clips");
  /** @type {{[key: string]: [string?, number?]}} */
  const clips = JSON.parse((table && table.textContent) || "{}");
  // A clip that neither ends nor fails must not hold the class.
  const LATE_MS = 6000;
  const READING_MS = 2500;
  let run = 0;
  let timer = 0;
  let on = false;

  function stop() {
    run += 1;
    on = false;
    clearTimeout(timer);
    audio.onended = audio.onerror = null;
    audio.pause();
  }

  /** @type {Together.Voice["say"]} */
  function say(keys, options) {
    const wish = options || {};
    stop();
    const mine = run;
    let at = 0;
    on = true;
    (function next() {
      if (mine !== run) return;
      if (at === keys.length) {
        on = false;
        if (wish.then) wish.then();
        return;
      }
      const key = keys[at++];
      if (wish.each) wish.each(key);
      one(clips[key], mine, next);
    })();
  }

  /** @param {[string?, number?] | undefined} clip @param {number} mine @param {() => void} next */
  function one(clip, mine, next) {
    let over = false;
    const end = () => {
      if (over || mine !== run) return;
      over = true;
      clearTimeout(timer);
      next();
    };
    const read = () => {
      clearTimeout(timer);
      timer = window.setTimeout(end, READING_MS);
    };
    if (!clip || !clip[0]) {
      read();
      return;
    }
    audio.src = document.body.dataset.clips + clip[0] + ".mp3";
    audio.onended = end;
    audio.onerror = read;
    timer = window.setTimeout(end, (clip[1] || 0) + LATE_MS);
    const started = audio.play();
    if (started) started.catch(read);
  }

  document.addEventListener("visibilitychange", () => document.hidden && stop());
  window.addEventListener("pagehide", stop);
  window.Together = Object.assign(window.Together || {}, {
    voice: { say, stop, speaking: () => on },
  });
})();
