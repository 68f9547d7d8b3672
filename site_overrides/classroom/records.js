// The file of a group: how it is written, how it is looked at before a word of it is believed, and
// how many of them are added up. Nothing here touches the page.
(function () {
  "use strict";
  const FORMAT = "kalankan-group";
  const VERSION = 1;
  const MOST_CHARACTERS = 1000000;
  const MOST_COUNTS = 2000;
  const MOST_ANSWERS = 8;
  const MOST_HANDS = 999;
  const MOST_WORDS = 600;
  const ID = /^[0-9a-f]{16}$/;
  const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const MOST_SLUG = 80;

  const WISHES = {
    connection: "Une connexion et des appareils pour apprendre",
    age: "La formation aussi après 35 ans",
    training: "Plus de formations comme celle-ci",
    allies: "Des hommes qui s’engagent à nos côtés",
    parents: "Une rencontre avec les parents",
    access: "Des places et des outils pour les personnes handicapées",
  };
  const WHEN = {
    during: "pendant la leçon",
    before: "avant",
    after: "après",
    later: "trois semaines plus tard",
  };
  const EFFECTS = { protects: "protège", waits: "attend", exposes: "expose" };

  /** @param {any} value @param {string[]} keys */
  const has = (value, keys) =>
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.keys(value).length === keys.length &&
    keys.every((key) => Object.prototype.hasOwnProperty.call(value, key));
  /** @param {any} value */
  const slug = (value) =>
    typeof value === "string" && value.length <= MOST_SLUG && SLUG.test(value);
  /** @param {any} value */
  const words = (value) => typeof value === "string" && value.length <= MOST_WORDS;
  /** @param {any} value @param {object} names */
  const oneOf = (value, names) =>
    typeof value === "string" && Object.prototype.hasOwnProperty.call(names, value);
  /** @param {any[]} values */
  const distinct = (values) => new Set(values).size === values.length;

  /** @param {any} answer */
  const isAnswer = (answer) =>
    has(answer, ["id", "says", "right", "effect", "count"]) &&
    slug(answer.id) &&
    words(answer.says) &&
    typeof answer.right === "boolean" &&
    (answer.effect === null || oneOf(answer.effect, EFFECTS)) &&
    Number.isInteger(answer.count) &&
    answer.count >= 0 &&
    answer.count <= MOST_HANDS;

  /** @param {any} count */
  const isCount = (count) =>
    has(count, ["lesson", "step", "moment", "when", "asks", "answers"]) &&
    [count.lesson, count.step, count.moment].every(slug) &&
    oneOf(count.when, WHEN) &&
    words(count.asks) &&
    Array.isArray(count.answers) &&
    count.answers.length > 0 &&
    count.answers.length <= MOST_ANSWERS &&
    count.answers.every(isAnswer) &&
    distinct(count.answers.map((/** @type {Together.Answer} */ answer) => answer.id));

  /** @param {Together.Count} count */
  const keyOf = (count) => [count.lesson, count.step, count.moment, count.when].join("/");

  // The first thing that is not as it must be, in a trainer's words; empty when all is right.
  /** @param {any} told */
  function fault(told) {
    if (!told || typeof told !== "object" || told.format !== FORMAT) {
      return "n’est pas le fichier d’un groupe.";
    }
    if (Number.isInteger(told.version) && told.version > VERSION) {
      return "vient d’une version plus récente : mets cette clé à jour.";
    }
    const keys = ["format", "version", "id", "wishes", "counts"];
    const named = typeof told.id === "string" && ID.test(told.id);
    if (told.version !== VERSION || !has(told, keys) || !named) {
      return "est abîmé : son début n’est pas comme il faut. Demande-le encore.";
    }
    return faultInside(told.wishes, told.counts);
  }

  /** @param {any} wishes @param {any} counts */
  function faultInside(wishes, counts) {
    const wished = Array.isArray(wishes) && wishes.every((wish) => oneOf(wish, WISHES));
    if (!wished || !distinct(wishes)) {
      return "est abîmé : ses souhaits ne sont pas ceux de la page. Demande-le encore.";
    }
    if (!Array.isArray(counts) || counts.length > MOST_COUNTS || !counts.every(isCount)) {
      return "est abîmé : un compte n’est pas comme il faut. Demande-le encore.";
    }
    if (!distinct(counts.map(keyOf))) return "est abîmé : il compte deux fois la même question.";
    return "";
  }

  /** @type {Together.Records["read"]} */
  function read(text, name) {
    const problem = (/** @type {string} */ why) => ({ problem: "« " + name + " » " + why });
    if (typeof text !== "string" || text.length > MOST_CHARACTERS) {
      return problem("est trop gros pour être le fichier d’un groupe.");
    }
    let told;
    try {
      told = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch (e) {
      return problem("ne se lit pas : ce n’est pas le fichier d’un groupe, ou il est coupé.");
    }
    const why = fault(told);
    return why ? problem(why) : { record: told };
  }

  /** @type {Together.Records["fresh"]} */
  function fresh() {
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(8)));
    const id = bytes.map((byte) => ("0" + byte.toString(16)).slice(-2)).join("");
    return { format: FORMAT, version: VERSION, id: id, wishes: [], counts: [] };
  }

  /** @type {Together.Records["put"]} */
  function put(record, count) {
    const at = record.counts.findIndex((other) => keyOf(other) === keyOf(count));
    if (at >= 0) record.counts[at] = count;
    else record.counts.push(count);
  }

  /** @type {Together.Records["add"]} */
  function add(records) {
    const last = new Map(records.map((record) => [record.id, record]));
    /** @type {{[wish: string]: number}} */
    const wishes = {};
    /** @type {Map<string, Together.Total>} */
    const totals = new Map();
    last.forEach((record) => {
      record.wishes.forEach((wish) => (wishes[wish] = (wishes[wish] || 0) + 1));
      record.counts.forEach((count) => {
        const total =
          totals.get(keyOf(count)) || Object.assign({}, count, { groups: 0, answers: [] });
        total.groups += 1;
        count.answers.forEach((answer) => addAnswer(total, answer));
        totals.set(keyOf(count), total);
      });
    });
    return { groups: last.size, wishes: wishes, counts: Array.from(totals.values()) };
  }

  /** @param {Together.Total} total @param {Together.Answer} answer */
  function addAnswer(total, answer) {
    const own = total.answers.find((other) => other.id === answer.id);
    if (own) own.count += answer.count;
    else total.answers.push(Object.assign({}, answer));
  }

  // A spreadsheet takes what begins with one of these for something to work out.
  /** @param {string | number} value */
  function cell(value) {
    const text = String(value).replace(/[\r\n]+/g, " ");
    return '"' + (/^\s*[=+\-@\t]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"';
  }

  /** @type {Together.Records["csv"]} */
  function csv(sum) {
    /** @type {(string | number)[][]} */
    const rows = [
      "quoi,leçon,étape,moment,quand,question,réponse,juste,effet,mains,groupes".split(","),
    ];
    sum.counts.forEach((count) =>
      count.answers.forEach((answer) =>
        rows.push([
          "réponse",
          count.lesson,
          count.step,
          count.moment,
          /** @type {any} */ (WHEN)[count.when],
          count.asks,
          answer.says,
          answer.right ? "oui" : "non",
          answer.effect ? EFFECTS[answer.effect] : "",
          answer.count,
          count.groups,
        ])
      )
    );
    Object.keys(WISHES).forEach((wish) => {
      const name = /** @type {any} */ (WISHES)[wish];
      rows.push(["souhait", "", "", "", "", "", name, "", "", "", sum.wishes[wish] || 0]);
    });
    return "\uFEFF" + rows.map((row) => row.map(cell).join(";")).join("\r\n") + "\r\n";
  }

  window.Together = Object.assign(window.Together || {}, {
    records: {
      WISHES,
      WHEN,
      EFFECTS,
      fresh,
      read,
      text: (/** @type {Together.Record} */ record) => JSON.stringify(record),
      put,
      add,
      csv,
    },
  });
})();
