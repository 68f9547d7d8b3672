// The player: one voice, one step a screen, three fixed controls. Classic script, ES2018, no
// request but clips and the activities' own scripts. Every button, link and line that carries
// data-say="id id…" speaks on focus or first touch; the second touch, Enter or Space acts.
window.Kalankan = (function () {
  "use strict";
  const page = document.body;
  const $ = (selector, within) => (within || document).querySelector(selector);
  const $$ = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const clips = JSON.parse($("#clips").textContent);
  const audio = $("#voice");
  const sensitive = page.hasAttribute("data-sensitive");
  const ACTS = "button, a[href], summary";
  const READING_MS_PER_LETTER = 70;
  const SCRIPTS_AFTER_MS = 1500;

  // What stays on the device: nothing at all in a sensitive lesson.
  const memory = {
    read() {
      try { return JSON.parse(localStorage.getItem("kalankan")) || {}; } catch (e) { return {}; }
    },
    keep(change) {
      if (sensitive) return;
      try { localStorage.setItem("kalankan", JSON.stringify(Object.assign(this.read(), change))); } catch (e) { /* full or forbidden */ }
    },
    keepIn(part, key, value) {
      const kept = this.read()[part] || {};
      kept[key] = value;
      this.keep({ [part]: kept });
    },
    erase() {
      try { localStorage.removeItem("kalankan"); } catch (e) { /* forbidden */ }
    }
  };
  const kept = memory.read();
  let voiced = kept.voice !== false;
  let slow = kept.slow === true;

  // ---- The voice: one sentence at a time, never two at once
  let run = 0;
  let timer = 0;
  let frame = 0;
  let lit = null;
  let last = null;
  let advance = 0;

  function stop() {
    run += 1;
    clearTimeout(timer);
    clearTimeout(advance);
    cancelAnimationFrame(frame);
    audio.onended = audio.onerror = null;
    audio.pause();
    unlight();
    speaking(false);
  }

  // Says the ids in turn, then calls `then`. `aside`: a name, not what "listen again" repeats.
  // `aloud`: even with self-voicing off. What was cut short goes on from "listen again".
  function say(ids, options) {
    const wish = options || {};
    const list = [].concat(ids).join(" ").split(" ").filter(Boolean);
    stop();
    const mine = run;
    const told = { ids: list, then: wish.then };
    if (!wish.aside) last = told;
    speaking(!wish.aside);
    let at = voiced || wish.aloud ? 0 : list.length;
    (function next() {
      if (mine !== run) return;
      unlight();
      if (at < list.length) {
        one(list[at++], mine, next, () => say(ids, options));
      } else {
        speaking(false);
        told.then = null;
        if (wish.then) wish.then();
      }
    })();
  }

  function one(id, mine, next, again) {
    const clip = clips[id];
    const words = light(id, clip && clip[2]);
    let over = false;
    const end = () => {
      if (over || mine !== run) return;
      over = true;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      next();
    };
    // No clip, or one that does not load: the words stay lit as long as it takes to read them.
    const read = () => {
      clearTimeout(timer);
      timer = setTimeout(end, Math.max(1500, (lit ? lit.textContent.length : 0) * READING_MS_PER_LETTER));
    };
    if (!clip) { read(); return; }
    const address = page.dataset.clips + clip[0] + ".mp3";
    if (audio.getAttribute("src") !== address) audio.src = address;
    else if (audio.currentTime) audio.currentTime = 0;
    audio.defaultPlaybackRate = audio.playbackRate = slow ? 0.75 : 1;
    audio.onended = end;
    audio.onerror = read;
    timer = setTimeout(end, clip[1] / audio.playbackRate + 6000);
    if (words.length) follow(words, clip[2], mine);
    const started = audio.play();
    if (started) {
      started.catch((error) => {
        const asleep = page.classList.contains("asleep");
        if (mine === run && error.name === "NotAllowedError" && !asleep) ask(again);
      });
    }
  }

  function light(id, gaps) {
    lit = $$('[data-t="' + id + '"]').find(visible) || null;
    if (!lit) return [];
    lit.classList.add("lit");
    const words = lit.textContent.split(/(\s+)/);
    if (!gaps || lit.childElementCount || gaps.length !== words.filter((w) => w.trim()).length) return [];
    lit.textContent = "";
    words.forEach((word) => {
      if (!word.trim()) { lit.append(word); return; }
      const span = document.createElement("span");
      span.className = "w";
      span.textContent = word;
      lit.append(span);
    });
    return Array.from(lit.children);
  }

  function unlight() {
    if (!lit) return;
    lit.classList.remove("lit");
    if ($(".w", lit)) lit.textContent = lit.textContent;
    lit = null;
  }

  function follow(words, gaps, mine) {
    let left = audio.currentTime * 100 - gaps[0];
    let at = 0;
    while (at + 1 < gaps.length && gaps[at + 1] <= left) left -= gaps[at += 1];
    words.forEach((word, i) => word.classList.toggle("on", i === at));
    frame = requestAnimationFrame(() => { if (mine === run) follow(words, gaps, mine); });
  }

  function speaking(yes) {
    page.classList.toggle("speaking", yes);
    swap($("#listen"), yes ? "interface/stop" : "interface/listen");
  }

  // Sounds of right and try-again differ in pitch and in shape, and can be felt.
  let context = null;
  function tone(type, notes, buzz) {
    try {
      context = context || new (window.AudioContext || window.webkitAudioContext)();
      notes.forEach(([hz, from, to]) => {
        const pipe = context.createOscillator();
        const gain = context.createGain();
        const t = context.currentTime;
        pipe.type = type;
        pipe.frequency.value = hz;
        gain.gain.setValueAtTime(0.25, t + from);
        gain.gain.linearRampToValueAtTime(0, t + to);
        pipe.connect(gain);
        gain.connect(context.destination);
        pipe.start(t + from);
        pipe.stop(t + to);
      });
      if (navigator.vibrate) navigator.vibrate(buzz);
    } catch (e) { /* no sound device */ }
  }
  const chime = () => tone("sine", [[660, 0, 0.18], [990, 0.16, 0.5]], 60);
  const thud = () => tone("triangle", [[196, 0, 0.15], [165, 0.2, 0.45]], [70, 60, 70]);
  const SOUND_MS = 500;

  // ---- Self-voicing: first touch or focus speaks, the second acts
  let armed = null;
  let touching = false;
  let wasArmed = false;
  let quiet = false;
  const visible = (element) => element.getClientRects().length > 0 && !element.hidden;
  const instant = (element) =>
    element.hasAttribute("data-now") || (element.id === "listen" && page.classList.contains("speaking"));
  const sayer = (node) => (node && node.closest ? node.closest("[data-say]") : null);

  function arm(element) {
    stop();
    disarm();
    armed = element;
    element.classList.add("armed");
    focus(element);
    say(element.dataset.say, { aside: true });
  }

  function disarm() {
    if (armed) armed.classList.remove("armed");
    armed = null;
  }

  function focus(element) {
    if (!element.matches(ACTS)) element.tabIndex = -1;
    quiet = true;
    element.focus({ preventScroll: element === screens[now] });
    quiet = false;
  }

  document.addEventListener("pointerdown", (event) => {
    touching = true;
    clearTimeout(advance);
    wasArmed = armed !== null && armed === sayer(event.target);
  }, true);

  document.addEventListener("focusin", (event) => {
    if (quiet || touching || !voiced) return;
    const element = sayer(event.target);
    if (element === event.target) arm(element);
    else disarm();
  });

  document.addEventListener("click", (event) => {
    const element = sayer(event.target);
    const byTouch = touching;
    touching = false;
    if (!element || !voiced) return;
    if (!element.matches(ACTS)) {
      arm(element);
    } else if (byTouch && !wasArmed && !instant(element)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      arm(element);
    }
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-replace]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    location.replace(link.href);
  });

  const KEYS = { 0: "#listen", 7: "#previous", 8: "#help", 9: "#next" };
  let shifts = [];
  let lastKey = "";
  document.addEventListener("keydown", (event) => {
    touching = false;
    clearTimeout(advance);
    if (event.key === "Shift" && !event.repeat && sensitive) {
      shifts = shifts.filter((t) => event.timeStamp - t < 1500).concat(event.timeStamp);
      if (shifts.length === 3) leave();
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const here = document.activeElement;
    const same = event.key === lastKey;
    lastKey = event.key;
    if (page.classList.contains("asleep")) {
      const start = $("#start");
      if (!/^[0-9]$|^Arrow/.test(event.key)) return;
      if (armed === start && same) start.click();
      else arm(start);
    } else if (event.key === "Escape") {
      stop();
    } else if (/^[0-9]$/.test(event.key)) {
      const target = $$(KEYS[event.key] || '[data-n="' + event.key + '"]').find(visible);
      if (!target) return;
      if (target === armed || !voiced || instant(target)) target.click();
      else arm(target);
    } else if (voiced && /^Arrow/.test(event.key)) {
      event.preventDefault();
      move(event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : -1);
    } else if (here && here.hasAttribute("data-say") && (event.key === "Enter" || event.key === " ")) {
      if (!here.matches(ACTS)) arm(here);
      else if (event.key === " " && here.matches("a")) here.click();
      else return;
      event.preventDefault();
    }
  });

  // Arrow keys go through all that speaks, in the order it is read.
  function move(by) {
    const stops = $$("[data-say]").filter(visible);
    const here = document.activeElement;
    let at = stops.indexOf(here);
    if (at < 0) {
      const after = stops.findIndex((s) => here.compareDocumentPosition(s) & Node.DOCUMENT_POSITION_FOLLOWING);
      at = after < 0 ? stops.length : after;
      if (by > 0) at -= 1;
    }
    const target = stops[(at + by + stops.length) % stops.length];
    if (target) arm(target);
  }

  // Shows one of a control's two faces: its name and its clip go together.
  function swap(control, key) {
    if (!control || control.dataset.say === key) return;
    $$("[data-t]", control).forEach((face) => { face.hidden = face.dataset.t !== key; });
    $$("[data-icon]", control).forEach((face) => face.classList.toggle("off", face.dataset.icon !== key));
    control.dataset.say = key;
  }

  // ---- The first touch: browsers, and sensitive lessons, keep silent until then
  function ask(then) {
    const start = $("#start");
    stop();
    page.classList.add("asleep");
    start.hidden = false;
    focus(start);
    start.onclick = () => {
      page.classList.remove("asleep");
      start.hidden = true;
      then();
    };
  }

  function leave() {
    stop();
    page.hidden = true;
    document.documentElement.className = "left";
    document.title = "";
    audio.removeAttribute("src");
    location.replace($("#leave").href);
  }

  // ---- Steps
  const screens = $$("main > section.step");
  const steps = screens.filter((screen) => screen.dataset.position);
  const makers = {};
  const players = new Map();
  let now = 0;
  let visited = 0;
  let before = null;

  function show(index, then) {
    now = Math.max(0, Math.min(screens.length - 1, index));
    visited = Math.max(visited, now);
    const screen = screens[now];
    stop();
    disarm();
    helping(false);
    screens.forEach((other) => { other.hidden = other !== screen; });
    $("main").scrollTop = 0;
    beads();
    ready(screen.hasAttribute("data-done"));
    if (page.dataset.lesson) {
      memory.keepIn("place", page.dataset.lesson, now === screens.length - 1 ? 0 : now);
      if (now === screens.length - 1) {
        memory.keepIn("done", page.dataset.lesson, 1);
        document.dispatchEvent(new CustomEvent("kalankan:finished"));
      }
    }
    const other = $("#language");
    if (other) other.hash = "s" + now;
    focus(screen);
    (then || play)(screen);
  }

  // A screen of lines is told; others wait for the script of their kind.
  let waiting = null;
  function play(screen) {
    const player = playerOf(screen);
    waiting = heardOut = null;
    if (player && player.start) player.start();
    else if (!$(".bubble", screen)) say($$(".line", screen).map((line) => line.dataset.say), { then: () => told(screen) });
    else waiting = screen;
    if (waiting) fetchScripts();
    clearTimeout(later);
    later = setTimeout(ahead, SCRIPTS_AFTER_MS);
  }

  function playerOf(screen) {
    const make = makers[screen.dataset.kind];
    if (make && !players.has(screen)) players.set(screen, make(screen, api(screen)));
    return players.get(screen);
  }

  let heardOut = null;
  function told(screen) {
    const player = playerOf(screen);
    heardOut = screen;
    ready(true);
    if (!player) fetchScripts();
    else if (player.told && voiced) player.told();
  }

  // What the next step needs is asked for once this one can be heard.
  let later = 0;
  function ahead() {
    fetchScripts();
    if (screens[now + 1]) $$("img", screens[now + 1]).forEach((img) => { img.loading = "eager"; });
  }

  function ready(yes) {
    const next = $("#next");
    if (next) next.classList.toggle("ready", yes);
  }

  function beads() {
    const string = $("#beads");
    if (!string) return;
    const position = screens[now].dataset.position;
    string.hidden = !position;
    if (position) {
      string.dataset.say = position;
      $("[data-t]", string).dataset.t = position;
      $("[data-t]", string).textContent = $("h2", screens[now]).textContent;
    }
    $$("i", string).forEach((bead, i) => {
      const at = screens.indexOf(steps[i]);
      bead.className = at === now ? "now" : at >= 0 && at <= visited ? "past" : "";
    });
  }

  let asked = false;
  function fetchScripts() {
    if (asked || page.dataset.kinds === undefined) return;
    asked = true;
    const fetchOne = (address) => {
      const script = document.createElement("script");
      script.async = false;
      script.src = address;
      document.head.append(script);
    };
    const each = (kinds, folder) =>
      kinds.split(" ").filter(Boolean).forEach((kind) => fetchOne(folder + kind + ".js"));
    each(page.dataset.sheets, "");
    each(page.dataset.kinds, page.dataset.scripts);
  }

  // What a kind has too much of for each page: rows of key, words, picture, clip. A word is short.
  const sheets = {};
  function sheet(kind, rows) {
    sheets[kind] = rows;
    rows.forEach(([key, , , clip]) => { if (clip) clips[key] = [clip, 2000]; });
  }

  function activity(kind, make) {
    makers[kind] = make;
    const screen = screens[now];
    if (!screen || screen.dataset.kind !== kind || page.classList.contains("helping")) return;
    if (screen === waiting) play(screen);
    else if (screen === heardOut) told(screen);
  }

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

  // ---- Controls
  const hooks = { go: go };

  function go(by) {
    if (now + by >= screens.length) location[sensitive ? "replace" : "assign"]($("#home").href);
    else if (now + by >= 0) show(now + by);
    else play(screens[now]);
  }

  function turn(by) {
    if (page.classList.contains("helping")) help();
    else hooks.go(by);
  }

  function helping(yes) {
    page.classList.toggle("helping", yes);
    $("#card").hidden = !yes;
    swap($("#help"), yes ? "interface/help-close" : "interface/help");
  }

  let held = null;
  function help() {
    const open = !page.classList.contains("helping");
    stop();
    disarm();
    helping(open);
    screens[now].hidden = open;
    $("main").scrollTop = 0;
    if (open) {
      held = last;
      focus($("#card"));
      say($$(".line", $("#card")).filter(visible).map((line) => line.dataset.say));
    } else {
      last = held;
      focus(screens[now]);
      if (waiting) play(waiting);
      else if (voiced) repeat();
    }
  }

  function repeat() {
    if (last) say(last.ids, { then: last.then, aloud: true });
  }

  // With the voice on, a screen reader is not given the same words a second time.
  function state() {
    page.classList.toggle("mute", !voiced);
    swap($("#toggle"), voiced ? "interface/voice-off" : "interface/voice-on");
    swap($("#slow"), slow ? "interface/slow-off" : "interface/slow-on");
    $$("[data-live]").forEach((region) => region.setAttribute("aria-live", voiced ? "off" : "polite"));
  }

  const controls = {
    listen() {
      if (page.classList.contains("speaking")) {
        stop();
        if (voiced) arm($("#listen"));
      } else {
        repeat();
      }
    },
    next() { turn(1); },
    skip() { turn(1); },
    previous() { turn(-1); },
    help: help,
    beads() { say($("#beads").dataset.say, { aside: true, aloud: true }); },
    toggle() {
      voiced = !voiced;
      memory.keep({ voice: voiced });
      stop();
      state();
      if (voiced) arm($("#toggle"));
    },
    slow() {
      slow = !slow;
      memory.keep({ slow: slow });
      state();
      arm($("#slow"));
    },
    erase() {
      memory.erase();
      $("#erased").hidden = false;
      document.dispatchEvent(new CustomEvent("kalankan:erased"));
      say("interface/erased", { aside: true });
    }
  };
  Object.keys(controls).forEach((id) => {
    const control = document.getElementById(id);
    if (control) control.addEventListener("click", controls[id]);
  });
  const exit = $("#leave");
  if (exit) exit.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  window.addEventListener("pagehide", stop);

  document.documentElement.className = "js on";
  state();
  if (sensitive && window.MediaMetadata && navigator.mediaSession) {
    navigator.mediaSession.metadata = new window.MediaMetadata({ title: document.title });
  }
  function begin() {
    const asked = /^#s(\d+)$/.exec(location.hash);
    const place = (kept.place || {})[page.dataset.lesson];
    const start = asked ? Number(asked[1]) : (!sensitive && place) || 0;
    try { history.replaceState(null, "", location.href.split("#")[0]); } catch (e) { /* file:// in some browsers */ }
    screens.forEach((screen, i) => { screen.hidden = i !== start; });
    if (sensitive) ask(() => show(start));
    else show(start);
  }
  if (page.dataset.kinds !== undefined) begin();

  return { $, $$, memory, hooks, say, ask, show, arm, activity, sheet };
})();
