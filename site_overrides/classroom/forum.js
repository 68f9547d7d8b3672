// Many groups' files are added up here, on any laptop; nothing of them stays.
(function () {
  "use strict";
  const { records, keeping, bars } = window.Together;
  const MOST_TOLD = 50;
  /** @param {string} id */
  const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const input = /** @type {HTMLInputElement} */ (at("files"));
  /** @type {Together.Sum | null} */
  let sum = null;

  /** @param {Together.Read[]} all */
  function show(all) {
    const good = all.map((read) => read.record).filter(Boolean);
    const refused = all.map((read) => read.problem).filter(Boolean);
    const added = records.add(/** @type {Together.Record[]} */ (good));
    sum = added;
    const twice = good.length - added.groups;
    at("told").textContent =
      added.groups +
      " groupe(s) additionné(s)" +
      (twice ? ", " + twice + " fichier(s) en double compté(s) une fois" : "") +
      (refused.length ? ", " + refused.length + " fichier(s) refusé(s) :" : ".");
    at("refused").textContent = "";
    refused.slice(0, MOST_TOLD).forEach((problem) => {
      const item = document.createElement("li");
      item.textContent = String(problem);
      at("refused").append(item);
    });
    const has = added.groups > 0;
    ["table", "print", "sum"].forEach((id) => (at(id).hidden = !has));
    at("wishes").textContent = "";
    Object.keys(records.WISHES).forEach((wish) => {
      const count = added.wishes[wish] || 0;
      at("wishes").append(bars.bar(records.WISHES[wish], count, added.groups));
    });
    bars.draw(at("bars"), added.counts);
  }

  input.addEventListener("change", () => keeping.readAll(Array.from(input.files || []), show));
  at("print").addEventListener("click", () => window.print());
  at("table").addEventListener("click", () => {
    if (sum) keeping.give("groupes.csv", "text/csv", records.csv(sum));
  });
})();
