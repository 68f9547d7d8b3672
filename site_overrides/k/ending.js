// The end of a lesson is heard, and gives a picture to send: drawn here, with no name in it.
(function (player) {
  "use strict";
  const { $ } = player;
  const SIZE = 1080;
  const COLOURS = { ground: "#fff6e6", brown: "#7a3b05", gold: "#f2b63c", ink: "#2a180c" };
  const FANFARE = /** @type {[number, number, number][]} */ ([
    [523, 0, 0.2],
    [659, 0.15, 0.35],
    [784, 0.3, 0.5],
    [1047, 0.45, 1.1],
  ]);

  document.addEventListener("kalankan:result", (event) => {
    const { activity } = /** @type {CustomEvent<Kalankan.Result>} */ (event).detail;
    if (activity === null) player.tone("sine", FANFARE, [60, 60, 60, 60, 200]);
  });

  /** @param {CanvasRenderingContext2D} pen */
  function cloth(pen) {
    pen.fillStyle = COLOURS.ground;
    pen.fillRect(0, 0, SIZE, SIZE);
    const edge = 60;
    for (let at = 0; at < SIZE; at += edge) {
      pen.fillStyle = (at / edge) % 2 ? COLOURS.gold : COLOURS.brown;
      pen.fillRect(at, 0, edge, edge);
      pen.fillRect(SIZE - edge - at, SIZE - edge, edge, edge);
      pen.fillRect(0, SIZE - edge - at, edge, edge);
      pen.fillRect(SIZE - edge, at, edge, edge);
    }
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} y @param {number} size */
  function star(pen, y, size) {
    pen.fillStyle = COLOURS.gold;
    pen.strokeStyle = COLOURS.brown;
    pen.lineWidth = 12;
    pen.lineJoin = "round";
    pen.beginPath();
    for (let at = 0; at < 10; at += 1) {
      const far = at % 2 ? size * 0.45 : size;
      const angle = (at * Math.PI) / 5;
      pen.lineTo(SIZE / 2 + far * Math.sin(angle), y - far * Math.cos(angle));
    }
    pen.closePath();
    pen.fill();
    pen.stroke();
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} text @param {number} y */
  function words(pen, text, y) {
    pen.fillStyle = COLOURS.ink;
    pen.textAlign = "center";
    let size = 76;
    do {
      pen.font = "bold " + size + "px Noto Sans, Roboto, sans-serif";
      size -= 4;
    } while (size > 24 && pen.measureText(text).width > SIZE - 200);
    pen.fillText(text, SIZE / 2, y);
  }

  /**
   * The picture of the lesson, where the browser lets a page read what it shows: not from a disk.
   * @param {boolean} withPicture
   */
  function draw(withPicture) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIZE;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const image = /** @type {HTMLImageElement} */ ($(".certificate img"));
    cloth(pen);
    if (withPicture && image.naturalWidth) {
      const scale = Math.min(760 / image.naturalWidth, 520 / image.naturalHeight);
      const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
      pen.drawImage(image, (SIZE - width) / 2, 300 + (520 - height) / 2, width, height);
      star(pen, 190, 90);
    } else {
      star(pen, 470, 300);
    }
    words(pen, $(".certificate [data-t]").textContent || "", 920);
    return canvas;
  }

  // By way of text: a canvas that holds a picture from a disk refuses, and then goes without.
  function address() {
    try {
      return draw(true).toDataURL("image/png");
    } catch (e) {
      return draw(false).toDataURL("image/png");
    }
  }

  /** @param {string} data */
  function fileOf(data) {
    const bytes = Uint8Array.from(atob(data.split(",")[1]), (letter) => letter.charCodeAt(0));
    return new File([bytes], "kalankan.png", { type: "image/png" });
  }

  /** @param {string} data */
  function save(data) {
    const link = document.createElement("a");
    link.href = data;
    link.download = "kalankan.png";
    link.click();
  }

  const send = $("#send");
  if (send) {
    send.addEventListener("click", () => {
      const data = address();
      const file = fileOf(data);
      const share = { files: [file] };
      if (navigator.canShare && navigator.canShare(share)) {
        navigator.share(share).catch((error) => {
          if (error.name !== "AbortError") save(data);
        });
      } else {
        save(data);
      }
    });
  }
})(window.Kalankan);
