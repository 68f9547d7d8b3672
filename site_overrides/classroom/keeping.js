// What is kept of a group, and where: in this page, on this device only when the trainer says so,
// and in the file that she takes away. There is no place in it for a word that somebody types.
(function () {
  "use strict";
  const { records } = window.Together;
  const KEY = "kalankan-group";
  const panel = document.getElementById("panel");
  /** @type {(() => void)[]} */
  const others = [];
  const device = {
    read() {
      try {
        return localStorage.getItem(KEY) || "";
      } catch (e) {
        return "";
      }
    },
    /** @param {string} text @returns {boolean} whether the device took it */
    write(text) {
      try {
        if (text) localStorage.setItem(KEY, text);
        else localStorage.removeItem(KEY);
        return true;
      } catch (e) {
        return !text;
      }
    },
  };
  const before = records.read(device.read(), KEY).record;
  /** @type {Together.Keeping} */
  const keeping = {
    record: before || records.fresh(),
    kept: () => box().checked,
    changed() {
      if (!keeping.kept() || device.write(records.text(keeping.record))) return;
      box().checked = false;
      tell("Cet appareil ne veut rien garder : enregistre le fichier du groupe avant de fermer.");
    },
    when() {
      const chosen = document.querySelector("input[name=when]:checked");
      return /** @type {any} */ (
        chosen ? /** @type {HTMLInputElement} */ (chosen).value : "during"
      );
    },
    onOther: (then) => others.push(then),
    give,
    readAll,
  };

  /** @param {string} id */
  const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const box = () => /** @type {HTMLInputElement} */ (at("keep"));
  /** @param {string} text */
  const tell = (text) => (at("told").textContent = text);

  /** @param {Together.Record} record */
  function take(record) {
    keeping.record = record;
    others.forEach((then) => then());
  }

  /** @type {Together.Keeping["give"]} */
  function give(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** @type {Together.Keeping["readAll"]} */
  function readAll(files, then) {
    /** @type {Together.Read[]} */
    const all = [];
    (function next() {
      const file = files[all.length];
      if (!file) {
        then(all);
        return;
      }
      const reader = new FileReader();
      reader.onload = () => {
        all.push(records.read(String(reader.result), file.name));
        next();
      };
      reader.onerror = () => {
        all.push({ problem: "« " + file.name + " » ne se lit pas : essaie une autre clé." });
        next();
      };
      // What is far too big is not even opened.
      if (file.size > 4000000) {
        all.push({ problem: "« " + file.name + " » est trop gros pour être celui d’un groupe." });
        next();
      } else reader.readAsText(file);
    })();
  }

  function listen() {
    box().checked = Boolean(before);
    box().addEventListener("change", () => {
      if (!box().checked) device.write("");
      keeping.changed();
      if (box().checked) tell("Les comptes restent sur cet appareil, jusqu’à « Tout effacer ».");
      else if (!device.read()) tell("Rien n’est gardé sur cet appareil.");
    });
    at("save").addEventListener("click", () => {
      const name = "groupe-" + keeping.record.id.slice(0, 6) + ".json";
      give(name, "application/json", records.text(keeping.record));
      tell("Fichier enregistré : " + name + ", dans tes téléchargements.");
    });
    at("open").addEventListener("change", () => {
      const input = /** @type {HTMLInputElement} */ (at("open"));
      readAll(Array.from(input.files || []).slice(0, 1), ([read]) => {
        input.value = "";
        if (read && read.record) {
          take(read.record);
          keeping.changed();
        }
        tell(read && read.problem ? read.problem : "Les comptes du fichier sont là.");
      });
    });
    at("erase").addEventListener("click", () => {
      device.write("");
      box().checked = false;
      take(records.fresh());
      tell("Tout est effacé de cet appareil et de cette page.");
    });
  }

  if (panel) listen();
  window.Together = Object.assign(window.Together || {}, { keeping });
})();
