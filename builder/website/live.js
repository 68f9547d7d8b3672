// In the preview only: loads the page again at its step, and shows what stops the lessons.
(function () {
  "use strict";
  const ASK_EVERY_MS = 250;
  const mine = Number(document.currentScript.dataset.version);
  let board = null;
  let shown = "";

  // A lesson opens at the screen that its address names.
  function reload() {
    const screens = [...document.querySelectorAll("main > section.step")];
    const at = screens.findIndex((screen) => !screen.hidden);
    if (at >= 0) history.replaceState(null, "", location.pathname + "#s" + at);
    location.reload();
  }

  function tell(what) {
    if (what === shown) return;
    shown = what;
    if (board) board.remove();
    board = null;
    if (!what) return;
    board = document.createElement("pre");
    board.id = "live-problems";
    board.setAttribute("role", "alert");
    board.lang = "fr";
    board.tabIndex = 0;
    board.textContent = "À corriger :\n\n" + what;
    Object.assign(board.style, {
      position: "fixed",
      inset: "auto 0 0 0",
      zIndex: 99,
      maxHeight: "60vh",
      overflow: "auto",
      margin: 0,
      padding: "1rem",
      whiteSpace: "pre-wrap",
      font: "1rem/1.5 monospace",
      color: "#fff",
      background: "#7f1d1d",
      borderTop: ".25rem solid #fff",
    });
    document.body.append(board);
  }

  function ask() {
    const later = () => setTimeout(ask, ASK_EVERY_MS);
    if (document.hidden) return void later();
    fetch("/_live/news")
      .then((answer) => answer.json())
      .then(function (news) {
        if (news.version !== mine) return reload();
        tell(news.told);
        return later();
      })
      .catch(later);
  }
  ask();
})();
