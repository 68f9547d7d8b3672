// Whether a device is fit for a session. What a machine can know it finds out; what only ears and
// eyes know, it asks.
(function () {
  "use strict";
  const { voice } = window.Together;
  const KEY = "kalankan-essai";
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const checks = all(".check[id]:not(#ready)");
  const ready = /** @type {HTMLElement} */ (document.getElementById("ready"));
  const remedies = /** @type {{[id: string]: string}} */ ({
    sound: "Monte le son, branche un haut-parleur, essaie encore.",
    screen: "Agrandis la page (F11, Ctrl et +), ou fais avancer le groupe.",
    storage: "Il ne garde rien : enregistre le fichier du groupe avant de fermer.",
    printing: "Imprime les fiches ailleurs, ou lis-les sur l’écran.",
  });
  const digits = all("[data-digit]");
  const digit = /** @type {HTMLElement} */ (document.getElementById("digit"));
  const shown = digits[new Date().getSeconds() % digits.length].dataset.digit || "";

  /** @param {HTMLElement} check @param {boolean} good */
  function settle(check, good) {
    check.classList.toggle("good", good);
    check.classList.toggle("bad", !good);
    all(".result", check)[0].textContent = good ? "✓ Bon." : "✗ " + remedies[check.id];
    const fit = checks.every((one) => one.classList.contains("good"));
    ready.hidden = !fit;
    if (fit) voice.say([ready.dataset.key || ""]);
  }

  function keeps() {
    try {
      localStorage.setItem(KEY, "1");
      const kept = localStorage.getItem(KEY) === "1";
      localStorage.removeItem(KEY);
      return kept;
    } catch (e) {
      return false;
    }
  }

  /** @type {{[id: string]: (check: HTMLElement) => void}} */
  const acts = {
    sound: (check) => ask(check, () => {}),
    printing: (check) => ask(check, () => window.print()),
    storage: (check) =>
      voice.say([check.dataset.key || ""], { then: () => settle(check, keeps()) }),
  };

  // Says what to do, does it, then asks whether it came to something.
  /** @param {HTMLElement} check @param {() => void} act */
  function ask(check, act) {
    all("[data-yes], [data-no]", check).forEach((answer) => (answer.hidden = false));
    voice.say([check.dataset.key || ""], { then: act });
  }

  checks.forEach((check) => {
    all("[data-do]", check).forEach((button) =>
      button.addEventListener("click", () => acts[check.id](check))
    );
    all("[data-yes]", check).forEach((yes) =>
      yes.addEventListener("click", () => settle(check, true))
    );
    all("[data-no]", check).forEach((no) =>
      no.addEventListener("click", () => settle(check, false))
    );
    all("[data-digit]", check).forEach((one) =>
      one.addEventListener("click", () => settle(check, one.dataset.digit === shown))
    );
  });
  digit.textContent = shown;
})();
