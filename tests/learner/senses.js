// What a person perceives of a page, and a clock that waits for them. The page's time passes only
// in listen(): no test sleeps, and nothing happens between two acts. Filled in: DURATIONS, the
// milliseconds of each clip.
(() => {
  if (window.senses) return;
  const durations = DURATIONS;
  const LOST_AFTER_MS = 400000; // a piece that is only listened to goes on by itself for minutes
  // Frames only move the light from word to word; a few are enough.
  const FRAME_MS = 200;
  let now = 0;
  let serial = 0;
  const timers = new Map();
  const passing = window.setTimeout;
  const later = (act, wait_ms) => {
    serial += 1;
    timers.set(serial, { at: now + Math.max(0, wait_ms || 0), act });
    return serial;
  };
  window.setTimeout = (act, wait_ms, ...rest) => later(() => act(...rest), wait_ms);
  window.clearTimeout = window.cancelAnimationFrame = (id) => {
    timers.delete(id);
  };
  window.requestAnimationFrame = (act) => later(() => act(now), FRAME_MS);

  // ---- Ears
  let events = [];
  const playing = new Map();
  const clipOf = (audio) =>
    audio.dataset.clip ||
    (audio.getAttribute("src") || "").replace(/^.*\//, "").replace(".mp3", "");
  const hush = (audio, how) => {
    const sound = playing.get(audio);
    if (!sound) return;
    playing.delete(audio);
    timers.delete(sound.timer);
    sound.event.ended_ms = now;
    sound.event.cut = how !== "ended";
  };
  const media = HTMLMediaElement.prototype;
  media.play = function () {
    hush(this, "cut");
    const clip = clipOf(this);
    const event = { clip, at_ms: now, together: playing.size, rate: this.playbackRate };
    events.push(event);
    const sound = { event, from: now };
    playing.set(this, sound);
    sound.timer = later(
      () => {
        hush(this, "ended");
        this.dispatchEvent(new Event("ended"));
      },
      (durations[clip] || 1) / (this.playbackRate || 1)
    );
    return Promise.resolve();
  };
  media.pause = function () {
    hush(this, "cut");
  };
  Object.defineProperty(media, "currentTime", {
    configurable: true,
    get() {
      const sound = playing.get(this);
      return sound ? ((now - sound.from) * this.playbackRate) / 1000 : 0;
    },
    set() {
      /* a clip is always heard from its start */
    },
  });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) {
    events.push({ tone_hz: this.frequency.value, shape: this.type, at_ms: now });
    start.call(this, when);
  };
  Object.defineProperty(navigator, "vibrate", {
    value: (pattern) => {
      events.push({ buzz: [].concat(pattern), at_ms: now });
      return true;
    },
  });

  // ---- Going from page to page, and scripts that are still on their way
  let leaving = false;
  if (window.navigation) {
    window.navigation.addEventListener("navigate", (event) => {
      const stays = event.hashChange || event.downloadRequest !== null;
      if (!event.destination.sameDocument && !stays) leaving = true;
    });
  }
  const arrived = new Set();
  ["load", "error"].forEach((what) =>
    document.addEventListener(
      what,
      (event) => {
        if (event.target.tagName === "SCRIPT") arrived.add(event.target);
      },
      true
    )
  );
  const underWay = () =>
    Array.from(document.querySelectorAll("head script[src]")).some(
      (script) => !script.defer && !arrived.has(script)
    );
  const real = performance.now.bind(performance);
  const breathe = () =>
    new Promise((go) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = go;
      channel.port2.postMessage(0);
    });

  // Lets time pass until nothing has been heard for quiet_ms; gives what was heard.
  async function listen(quiet_ms) {
    const started = real();
    const since = now;
    let silent = now;
    await breathe();
    for (;;) {
      await null;
      while (underWay() && real() - started < 5000) await breathe();
      if (leaving) break;
      if (now - since > LOST_AFTER_MS) throw new Error("the voice never ends");
      let first = null;
      timers.forEach((timer, id) => {
        if (!first || timer.at < first.at) first = { id, at: timer.at, act: timer.act };
      });
      if (playing.size) silent = now;
      if (!first || (!playing.size && first.at > silent + quiet_ms)) {
        now = silent + quiet_ms;
        break;
      }
      timers.delete(first.id);
      now = Math.max(now, first.at);
      // What sounds now has sounded until here: the quiet begins after its end.
      if (playing.size) silent = now;
      first.act();
    }
    const heard = events.map((event) => Object.assign({}, event));
    events = [];
    return { heard, leaving, focus: lookOf(document.activeElement) };
  }

  // Lets so much time pass, whatever is being said: for who acts in the middle of a sentence.
  async function pass(ms) {
    const until = now + ms;
    for (;;) {
      await breathe();
      if (leaving) return;
      let first = null;
      timers.forEach((timer, id) => {
        if (!first || timer.at < first.at) first = { id, at: timer.at, act: timer.act };
      });
      if (!first || first.at > until) break;
      timers.delete(first.id);
      now = Math.max(now, first.at);
      first.act();
    }
    now = until;
  }

  // A thing met again is known again by its `look`.
  const looks = new WeakMap();
  let looked = 0;
  function lookOf(thing) {
    if (!looks.has(thing)) looks.set(thing, looked++);
    return looks.get(thing);
  }

  // ---- Eyes that do not read: where drawn things are that can be touched, in reading order.
  function drawn() {
    const things = new Map();
    document.querySelectorAll("img, svg, button").forEach((drawing) => {
      const thing = drawing.closest("button, a[href], summary, [data-say]");
      if (!thing || things.has(thing)) return;
      const box = thing.getBoundingClientRect();
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const hit = document.elementFromPoint(x, y);
      if (!hit || !thing.contains(hit)) return;
      if (getComputedStyle(thing).visibility === "hidden") return;
      things.set(thing, { look: lookOf(thing), x, y, width: box.width, height: box.height });
    });
    return Array.from(things.values()).sort((a, b) => a.y - b.y || a.x - b.x);
  }

  // For what a test runs inside the page and that waits for real.
  async function inRealTime(act) {
    const waiting = window.setTimeout;
    window.setTimeout = passing;
    try {
      return await act();
    } finally {
      window.setTimeout = waiting;
    }
  }

  window.senses = { listen, pass, drawn, inRealTime, leaving: () => leaving };
})();
