// The studio: one line after the other, recorded, heard, kept. Nothing is sent before "keep".
(function () {
  "use strict";
  const { ask } = window.StudioHome;
  const { say } = window.StudioLine;
  const $ = (id) => document.getElementById(id);
  const ORIGINS = {
    recorded: "Tu entends la prise gardée.",
    takes: "Tu entends une voix faite d’enregistrements : personne n’a lu cette phrase.",
    model: "Tu entends le modèle de voix.",
    machine: "Tu entends la voix de la machine.",
    online: "Tu entends la voix en ligne.",
  };

  const sound = new Audio();
  let part = null; // {language, source, name, lines}
  let at = 0;
  let doing = "idle"; // idle, opening, recording, stopping, taken, sending
  let take = null; // {wav, address, seconds, peak}: recorded and not kept
  let warned = false; // that the take would be lost
  let here = null; // the address as it was followed last
  let asked = 0; // answers to older questions are not shown

  const recorder = window.StudioRecorder(Number(document.body.dataset.most), {
    level: function (peak) {
      window.StudioLine.meter(peak);
      if (doing === "recording") window.StudioLine.clock(recorder.seconds());
    },
    full: stop,
    lost: function () {
      const lost = "Le micro a été débranché. Rebranche-le, puis recommence.";
      Promise.resolve(stop()).then(() => say(lost, "bad"));
    },
  });

  const phone = window.StudioPhone(function (made) {
    drop();
    hold(made);
    say("Écoute ta prise, puis touche Garder.", "");
  });

  // Where we are: nothing, or language/source, or language/source/line

  function route() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted === here) return;
    if (!mayLeave()) {
      location.hash = here;
      return;
    }
    drop();
    sound.pause();
    here = wanted;
    const [language, source, id] = wanted.split("/");
    if (!source) goHome();
    else if (id && isOpen(language, source))
      showLine(part.lines.findIndex((line) => line.id === id));
    else openPart(language, source, id);
  }

  function isOpen(language, source) {
    return part && part.language === language && part.source === source;
  }

  function mayLeave() {
    if (doing === "recording") say("Arrête d'abord la prise (Espace).", "warn");
    if (doing !== "idle" && doing !== "taken") return false;
    if (!take || warned) return true;
    warned = true;
    say(
      "Cette prise n'est pas gardée. Entrée la garde ; pour la laisser, recommence ce geste.",
      "warn"
    );
    return false;
  }

  function goHome() {
    part = null;
    recorder.close();
    say("");
    const mine = ++asked;
    ask("home")
      .then((answer) => answer.json())
      .then(function (home) {
        if (mine !== asked) return;
        window.StudioHome.show(home);
        title("Le studio");
        screen("home");
        $("title").focus();
      })
      .catch(failed);
  }

  function openPart(language, source, id) {
    const mine = ++asked;
    return ask("part/" + [language, source].map(encodeURIComponent).join("/"))
      .then((answer) => answer.json())
      .then(function (told) {
        if (mine !== asked) return;
        part = { language, source, name: told.name, lines: told.lines };
        showLine(id ? part.lines.findIndex((line) => line.id === id) : todo(0));
      })
      .catch(failed);
  }

  function showLine(number) {
    at = Math.max(0, number);
    here = address(at);
    history.replaceState(null, "", "#" + here);
    title(part.name);
    window.StudioLine.show(part, at);
    say("");
    screen("stage");
    refresh();
    document.querySelector("main").scrollTop = 0;
    $("say").focus({ preventScroll: true });
  }

  function address(number) {
    return [part.language, part.source, part.lines[number].id].join("/");
  }

  function screen(name) {
    document.body.className = "at-" + name;
    for (const id of ["home", "stage", "problems"]) $(id).hidden = id !== name;
    $("controls").hidden = $("letters").hidden = $("count").hidden = name !== "stage";
    $("to-home").hidden = name === "home";
  }

  function title(name) {
    $("title").textContent = name;
    document.title = name === "Le studio" ? name : name + " – Le studio";
  }

  // A take that is not kept stays, whatever fails.
  function failed(error) {
    $("to-home").hidden = !$("home").hidden;
    if (!error.problems) {
      say(error.message, "bad");
      return;
    }
    say("");
    window.StudioHome.showProblems(error);
    screen("problems");
    $("problems-title").focus();
  }

  function retry() {
    if (take) return screen("stage"), refresh(), $("say").focus();
    part = here = null;
    route();
  }

  function refresh() {
    window.StudioLine.refresh(part, at, doing, take);
  }

  // The first line to record from `start` on, then from the beginning; -1 when there is none.
  function todo(start) {
    const wanted = (line) => line.state !== "recorded";
    const after = part.lines.slice(start).findIndex(wanted);
    return after >= 0 ? start + after : part.lines.findIndex(wanted);
  }

  // Record, listen, keep

  function record() {
    if (doing === "recording") return stop();
    if (doing !== "idle" && doing !== "taken") return undefined;
    sound.pause();
    drop();
    if (phone.isNeeded) return phone.pick();
    doing = "opening";
    refresh();
    say("J'ouvre le micro…");
    return recorder
      .start()
      .then(function () {
        doing = "recording";
        say("Parle : j'enregistre. Espace pour arrêter.", "rec");
        refresh();
      })
      .catch(function (error) {
        doing = "idle";
        refresh();
        say(window.StudioRecorder.trouble(error), "bad");
      });
  }

  function stop() {
    if (doing !== "recording") return undefined;
    doing = "stopping";
    refresh();
    return recorder.stop().then(function (made) {
      hold(made);
      window.StudioLine.remark(take);
    });
  }

  function hold(made) {
    doing = "taken";
    take = Object.assign(made, { address: URL.createObjectURL(made.wav) });
    refresh();
  }

  function drop() {
    if (take) URL.revokeObjectURL(take.address);
    take = null;
    warned = false;
    if (doing === "taken") doing = "idle";
  }

  function hear() {
    if (doing !== "idle" && doing !== "taken") return undefined;
    if (!sound.paused) return sound.pause();
    if (take) return play(take.address);
    const line = part.lines[at];
    const mine = ++asked;
    say("Un instant…");
    return ask("clip/" + address(at))
      .then((answer) => answer.blob().then((blob) => [blob, answer.headers.get("X-Origin")]))
      .then(function ([blob, origin]) {
        if (mine !== asked || part.lines[at] !== line || doing !== "idle") return undefined;
        say(ORIGINS[origin]);
        return play(URL.createObjectURL(blob));
      })
      .catch(failed);
  }

  function play(from) {
    sound.src = from;
    return sound.play().catch(function (error) {
      if (error.name !== "AbortError") say("Le son ne peut pas être lu. Vérifie le casque.", "bad");
    });
  }

  function keep() {
    const line = part.lines[at];
    if (doing === "idle" && line.state === "recorded") return goOn("");
    if (doing === "idle")
      return say("Il n'y a rien à garder : enregistre d'abord (Espace).", "warn");
    if (doing !== "taken") return undefined;
    sound.pause();
    doing = "sending";
    refresh();
    const name = encodeURIComponent(take.name || "prise.wav");
    const headers = { "X-Words": line.words, "X-Name": name, "Content-Type": "audio/wav" };
    return ask("take/" + address(at), { method: "POST", headers, body: take.wav })
      .then((answer) => answer.json())
      .then(function (told) {
        doing = "idle";
        drop();
        part.lines[at] = told.line;
        refresh();
        if (!told.remarks.length) return goOn("Enregistré.");
        const remarks = told.remarks.map((one) => one.message + " " + one.hint);
        return say(["Enregistré.", ...remarks].join(" "), "warn");
      })
      .catch(function (error) {
        doing = "taken";
        refresh();
        if (error.status !== 409 || error.problems) return failed(error);
        drop(); // The words have changed: this take says the old ones.
        return openPart(part.language, part.source, line.id).then(() => say(error.message, "bad"));
      });
  }

  function goOn(told) {
    const next = todo(at + 1);
    if (next >= 0) showLine(next);
    const whole = "Tout est enregistré ici : merci ! Reviens à l'accueil pour la suite.";
    say(next >= 0 ? told : (told + " " + whole).trim(), "good");
  }

  function go(by) {
    if (part.lines[at + by]) location.hash = address(at + by);
  }

  // Hands

  const actions = {
    record,
    again: () => (take ? record() : undefined),
    hear,
    keep,
    previous: () => go(-1),
    following: () => go(1),
  };
  window.StudioHands(actions);
  $("retry").addEventListener("click", retry);
  window.addEventListener("hashchange", route);
  window.addEventListener("beforeunload", function (event) {
    if (take || doing === "recording") event.preventDefault();
  });
  route();
})();
